using System.Text;

namespace HpcScheduler.Unit.Contracts.JobFile;

public sealed class JobXmlReaderTests
{
    [Fact]
    public void A_file_written_by_hand_is_read()
    {
        var content = JobXmlReader.Read(Xml.Sample("Nightly.xml"));

        Assert.Equivalent(
            new JobProperties
            {
                Name = "Night build",
                Project = "Tools",
                ExpandedPriority = 2995,
                UnitType = JobUnitType.Core,
                MinCores = 2,
                MaxCores = 6,
                AutoCalculateMin = false,
                AutoCalculateMax = false,
                RunTime = TimeSpan.FromMinutes(90),
                FailOnTaskFailure = true,
                NodeGroups = ["ComputeNodes", "Fast"],
                NodeGroupOp = JobNodeGroupOp.Union,
                OrderBy = ["Memory", "-Cores"],
                ValidExitCodes = "0,3",
                License = ["cc:2", "ld:*"],
                ParentJobIds = [7, 8],
                EmailAddress = "night@example.org",
                NotifyOnCompletion = true,
                CustomProperties = ["CostCentre=0815"],
                JobEnv = ["MODE=full", "EMPTY=", "INDENT=  "],
            },
            content.Properties,
            strict: true);
        Assert.Equivalent(
            new[]
            {
                new TaskProperties
                {
                    Name = "fetch",
                    Type = TaskType.Basic,
                    CommandLine = "git pull",
                    MinCores = 1,
                    MaxCores = 1,
                    Rerunnable = true,
                    Stdout = "fetch.out",
                    WorkDir = "/srv/night",
                    RunTime = TimeSpan.FromSeconds(90),
                },
                new TaskProperties
                {
                    Name = "compile",
                    Type = TaskType.ParametricSweep,
                    CommandLine = "make part-***",
                    StartValue = 0,
                    EndValue = 20,
                    IncrementValue = 5,
                    Depend = ["fetch"],
                    MinCores = 1,
                    MaxCores = 2,
                    FailJobOnFailure = true,
                    FailJobOnFailureCount = 3,
                    Env = ["CC=gcc -D'A<B'"],
                    CustomProperties = ["Stage=2"],
                },
                new TaskProperties { CommandLine = "rm -rf scratch", Type = TaskType.NodeRelease },
            },
            content.Tasks,
            strict: true);
    }

    [Fact]
    public void A_file_in_the_style_of_HPC_Pack_is_read_without_what_happened_to_the_job()
    {
        var content = JobXmlReader.Read(Xml.Sample("Exported.xml"));

        Assert.Equivalent(
            new JobProperties
            {
                Name = "Weekly report",
                Template = "Default",
                ExpandedPriority = 2000,
                UnitType = JobUnitType.Core,
                AutoCalculateMin = true,
                AutoCalculateMax = true,
                RunUntilCanceled = false,
                Exclusive = false,
                FailOnTaskFailure = false,
                NotifyOnStart = false,
                NotifyOnCompletion = false,
                HoldUntil = new DateTime(2024, 4, 1, 6, 0, 0, DateTimeKind.Utc).ToLocalTime(),
            },
            content.Properties,
            strict: true);
        Assert.Equivalent(
            new[]
            {
                new TaskProperties
                {
                    Name = "collect",
                    Type = TaskType.Basic,
                    CommandLine = "collect.sh",
                    MinCores = 1,
                    MaxCores = 1,
                    FailJobOnFailure = false,
                },
                new TaskProperties { Type = TaskType.NodePrep, CommandLine = "mount /data", FailJobOnFailure = false },
                new TaskProperties
                {
                    Name = "print",
                    Type = TaskType.ParametricSweep,
                    CommandLine = "print.sh *",
                    StartValue = 1,
                    EndValue = 9,
                    IncrementValue = 2,
                    MinCores = 1,
                    MaxCores = 1,
                    Rerunnable = true,
                    Depend = ["collect"],
                },
            },
            content.Tasks,
            strict: true);
    }

    [Theory]
    [InlineData("<Job/>")]
    [InlineData("<Job></Job>")]
    [InlineData("<Job><Tasks/></Job>")]
    [InlineData("<Job xmlns='urn:something-else'/>")]
    [InlineData("<x:Job xmlns:x='urn:something-else'/>")]
    [InlineData("<Job State='Running' Unheard='of' xmlns:Name='urn:name' xml:space='default'/>")]
    [InlineData("<Job><Unheard><Tasks><Task/></Tasks></Unheard><Task/><!-- a --><?b c?>d</Job>")]
    public void What_is_unknown_says_nothing(string text)
    {
        var content = Xml.Job(text);

        Assert.Equivalent(new JobProperties { AutoCalculateMin = true, AutoCalculateMax = true }, content.Properties, strict: true);
        Assert.Empty(content.Tasks);
    }

    [Fact]
    public void Names_of_attributes_may_have_letters_of_either_case() =>
        Assert.Equal(("j", true), (Xml.JobOf("NAME='j' isexclusive='true'").Name, Xml.JobOf("NAME='j' isexclusive='true'").Exclusive));

    [Theory]
    [InlineData("Runtime='1' RuntimeSeconds='30'", 30)]
    [InlineData("RuntimeSeconds='30' Runtime='1'", 60)]
    [InlineData("RuntimeSeconds='30' Runtime='Infinite'", 0)]
    [InlineData("Runtime='1' runtime='2'", 120)]
    public void Of_several_attributes_for_the_same_thing_the_last_one_counts(string attributes, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Xml.JobOf(attributes).RunTime);

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("TRUE", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData("fALSE", false)]
    [InlineData("0", false)]
    public void A_truth_is_a_word_or_a_digit(string text, bool isTrue) =>
        Assert.Equal(isTrue, Xml.JobOf($"IsExclusive='{text}'").Exclusive);

    [Theory]
    [InlineData("2030-01-02T03:04:05")]
    [InlineData("2030-01-02T03:04:05Z")]
    [InlineData("2030-01-02T05:04:05+02:00")]
    [InlineData("1/2/2030 3:04:05 AM")]
    [InlineData("2030/1/2 03:04:05")]
    public void Times_are_UTC_in_the_file_and_local_in_memory(string text)
    {
        var hold = Xml.JobOf($"HoldUntil='{text}'").HoldUntil!.Value;

        Assert.Equal(DateTimeKind.Local, hold.Kind);
        Assert.Equal(new DateTime(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc), hold.ToUniversalTime());
    }

    [Fact]
    public void The_first_moment_of_all_is_no_hold() => Assert.Null(Xml.JobOf("HoldUntil='0001-01-01T00:00:00'").HoldUntil);

    [Theory]
    [InlineData("", true, true)]
    [InlineData("MinCores='1'", false, true)]
    [InlineData("MaxNodes='1'", true, false)]
    [InlineData("MinSockets='1' MaxSockets='2'", false, false)]
    [InlineData("MinCores='1' MaxCores='1' AutoCalculateMin='true'", true, false)]
    [InlineData("AutoCalculateMin='false' AutoCalculateMax='0'", false, false)]
    [InlineData("MinimumNumberOfProcessors='1' MaximumNumberOfProcessors='2'", false, false)]
    public void A_side_is_computed_where_nothing_is_said_of_it(string attributes, bool minimum, bool maximum)
    {
        var job = Xml.JobOf(attributes);
        Assert.Equal((minimum, maximum), (job.AutoCalculateMin, job.AutoCalculateMax));
    }

    [Fact]
    public void A_computed_side_has_no_number()
    {
        var job = Xml.JobOf("MinCores='3' MinNodes='2' MaxCores='4' AutoCalculateMin='true' AutoCalculateMax='false'");
        Assert.Equal((null, null, 4), (job.MinCores, job.MinNodes, job.MaxCores));
    }

    [Fact]
    public void The_oldest_words_for_the_counts_are_those_for_cores()
    {
        var job = Xml.JobOf("UnitType='Node' MinimumNumberOfProcessors='2' MaximumNumberOfProcessors='3'");
        Assert.Equal((JobUnitType.Core, 2, 3), (job.UnitType, job.MinCores, job.MaxCores));
    }

    [Theory]
    [InlineData("<ExtendedTerms><Term><Name>GPUJob</Name><Value>true</Value></Term></ExtendedTerms>")]
    [InlineData("<CustomProperties><Term><Name>gpujob</Name><Value>True</Value></Term></CustomProperties>")]
    public void Sockets_with_a_mark_are_graphics_processors(string terms)
    {
        var job = Xml.JobOf("UnitType='Socket' MinSockets='1' MaxSockets='2'", terms);

        Assert.Equal((JobUnitType.Gpu, 1, 2), (job.UnitType, job.MinGpus, job.MaxGpus));
        Assert.Equal((null, null, null), (job.MinSockets, job.MaxSockets, job.CustomProperties));
    }

    [Fact]
    public void The_mark_says_nothing_of_other_units()
    {
        var job = Xml.JobOf("UnitType='Core'", "<ExtendedTerms><Term><Name>GPUJob</Name><Value>true</Value></Term></ExtendedTerms>");
        Assert.Equal(JobUnitType.Core, job.UnitType);
        Assert.Equal(["GPUJob=true"], job.CustomProperties!);
    }

    [Fact]
    public void Custom_properties_have_two_words_and_one_list() =>
        Assert.Equal(["A=2", "b=3"], Xml.JobOf("", """
            <ExtendedTerms><Term><Name>A</Name><Value>1</Value></Term></ExtendedTerms>
            <CustomProperties><Term><Value>2</Value><Name>a</Name></Term><Term><Name>b</Name><Value>3</Value></Term></CustomProperties>
            """).CustomProperties!);

    [Fact]
    public void Variables_that_differ_in_case_are_different_variables() =>
        Assert.Equal(["A=3", "a=2"], Xml.JobOf("", """
            <EnvironmentVariables>
              <Variable><Name>A</Name><Value>1</Value></Variable>
              <Variable><Name>a</Name><Value>2</Value></Variable>
              <Variable><Name>A</Name><Value>3</Value></Variable>
            </EnvironmentVariables>
            """).JobEnv!);

    [Theory]
    [InlineData("Version='1.0'")]
    [InlineData("Version='2.000'")]
    [InlineData("version='3.000'")]
    [InlineData("Version='4.9'")]
    [InlineData("Version='4'")]
    public void Versions_up_to_four_are_read(string attributes) => Assert.Equal("j", Xml.JobOf(attributes + " Name='j'").Name);

    [Theory]
    [InlineData("5.000")]
    [InlineData("5")]
    [InlineData("-3")]
    [InlineData("three")]
    [InlineData("")]
    public void Other_versions_are_refused(string version)
    {
        var why = Xml.WhyNoJob($"<Job Version='{version}'/>");
        Assert.Contains($": line 1, position 6: its version is '{version}'; files of versions up to 4 ", why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MinCores='x'", "MinCores is 'x', which is not a whole number")]
    [InlineData("MinCores=''", "MinCores is '', which is not a whole number")]
    [InlineData("maxcores='1.5'", "maxcores is '1.5'")]
    [InlineData("MinMemory='2147483648'", "MinMemory is '2147483648'")]
    [InlineData("IsExclusive='yes'", "IsExclusive is 'yes', which is not true, false, 1 or 0")]
    [InlineData("IsExclusive='2'", "IsExclusive is '2'")]
    [InlineData("IsExclusive=''", "IsExclusive is ''")]
    [InlineData("UnitType='core'", "UnitType is 'core', which is not one of Core, Socket, Node, Gpu")]
    [InlineData("UnitType='0'", "UnitType is '0'")]
    [InlineData("UnitType='Core,Socket'", "UnitType is 'Core,Socket'")]
    [InlineData("NodeGroupOp='union'", "NodeGroupOp is 'union'")]
    [InlineData("HoldUntil='soon'", "HoldUntil is 'soon', which is not a date and time")]
    [InlineData("HoldUntil='9/26/2030 26:00'", "HoldUntil is")]
    [InlineData("Priority='Urgent'", "Priority is 'Urgent', which is not a priority")]
    [InlineData("Priority='4001'", "Priority is '4001'")]
    [InlineData("Runtime='1:2:3:4'", "Runtime is '1:2:3:4', which is not a run time")]
    [InlineData("RuntimeSeconds='Infinite'", "RuntimeSeconds is 'Infinite'")]
    [InlineData("SoftwareLicense='a:1,a:1'", "SoftwareLicense is 'a:1,a:1', which is not a list of licenses")]
    [InlineData("OrderBy='Cores,Cores'", "OrderBy is 'Cores,Cores', which is not an order of nodes")]
    [InlineData("ParentJobIds='1;2'", "ParentJobIds is '1;2', which is not a list of whole numbers")]
    public void A_value_of_another_kind_is_refused_with_its_place(string attribute, string why) =>
        Assert.Contains($": line 2, position 2: {why}", Xml.WhyNoJob($"<Job\n {attribute}/>"), StringComparison.Ordinal);

    [Fact]
    public void A_long_value_is_shown_in_part()
    {
        var why = Xml.WhyNoJob($"<Job MinCores='{new string('9', 100_000)}'/>");
        Assert.InRange(why.Length, 100, 400);
    }

    [Fact]
    public void A_value_in_a_task_is_refused_with_its_place() =>
        Assert.Contains(
            ": line 3, position 9: Type is 'basic', which is not one of Basic, ",
            Xml.WhyNoJob("<Job>\n <Tasks>\n  <Task Type='basic'/></Tasks></Job>"),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("EnvironmentVariables", "Variable", "A=B", "1", "its name has an equals sign")]
    [InlineData("EnvironmentVariables", "Variable", "", "1", "it has no name")]
    [InlineData("ExtendedTerms", "Term", "", "1", "it has no name")]
    [InlineData("ExtendedTerms", "Term", "A B", "1", "its name has the character ' '")]
    [InlineData("ExtendedTerms", "Term", "A", "1;B=2", "its value has an equals sign or a semicolon")]
    public void Names_and_values_that_could_not_be_told_apart_are_refused(
        string element, string kind, string name, string value, string why) =>
        Assert.Contains(
            $"{kind} '{name}' is not allowed: {why}",
            Xml.WhyNoJob($"<Job><{element}><{kind}><Name>{name}</Name><Value>{value}</Value></{kind}></{element}></Job>"),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("<Task/>", "its outermost element is Task and not Job")]
    [InlineData("<job/>", "its outermost element is job and not Job")]
    [InlineData("<html><Job/></html>", "its outermost element is html and not Job")]
    public void Another_outermost_element_is_refused(string text, string why) =>
        Assert.Contains(why, Xml.WhyNoJob(text), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "job.xml");
        NotReadable(path, "it does not exist");
    }

    [Fact]
    public void A_folder_is_no_file() => NotReadable(Path.GetTempPath(), "it is a folder");

    [Fact]
    public void No_path_is_no_file() => NotReadable("", "it is not a path");

    [Fact]
    public void A_stream_stays_open()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes("<Job/>"));
        JobXmlReader.Read(stream, Xml.Path);
        Assert.True(stream.CanRead);
    }

    private static void NotReadable(string path, string why)
    {
        var error = Assert.Throws<SchedulerException>(() => JobXmlReader.Read(path));
        Assert.Same(SchedulerErrors.FileNotReadable, error.Error);
        Assert.Equal(path, error.Target);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }
}
