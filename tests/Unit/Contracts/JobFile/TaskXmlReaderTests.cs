namespace HpcScheduler.Unit.Contracts.JobFile;

public sealed class TaskXmlReaderTests
{
    [Fact]
    public void A_task_file_is_read() => Assert.Equivalent(
        new TaskProperties
        {
            Name = "one",
            Type = TaskType.Basic,
            CommandLine = "echo 1",
            WorkDir = "/srv",
            Stdin = "in",
            Stdout = "out",
            Stderr = "err",
            MinNodes = 1,
            MaxNodes = 2,
            RequiredNodes = ["n1", "n2"],
            Depend = ["A", "a"],
            Exclusive = true,
            Rerunnable = false,
            RunTime = TimeSpan.FromHours(1),
            ValidExitCodes = "0..9",
            FailJobOnFailure = true,
            Env = ["A=1"],
            CustomProperties = ["B=2"],
        },
        Xml.Task("""
            <Task Version="3.000" Name="one" Type="Basic" CommandLine="echo 1" WorkDirectory="/srv" StdInFilePath="in" StdOutFilePath="out"
                StdErrFilePath="err" MinNodes="1" MaxNodes="2" RequiredNodes="n1,N1,n2" DependsOn="A, a, A" IsExclusive="true"
                IsRerunnable="false" Runtime="1:0" TaskValidExitCodes="0..9" FailJobOnFailure="true" FailJobOnFailureCount="1">
              <EnvironmentVariables><Variable><Name>A</Name><Value>1</Value></Variable></EnvironmentVariables>
              <ExtendedTerms><Term><Name>B</Name><Value>2</Value></Term></ExtendedTerms>
            </Task>
            """),
        strict: true);

    [Fact]
    public void Of_a_job_file_the_first_task_is_read()
    {
        var task = Xml.Task("""
            <Job Name="j">
              <Dependencies><Parent GroupId="1"><Child GroupId="2"/></Parent></Dependencies>
              <Tasks><Task Name="first" GroupId="2"/><Task Name="second" GroupId="1"/></Tasks>
            </Job>
            """);
        Assert.Equivalent(new TaskProperties { Name = "first" }, task, strict: true);
    }

    [Fact]
    public void What_comes_after_the_first_task_must_be_XML_all_the_same() =>
        Assert.Contains("line 1", Xml.WhyNot(() => Xml.Task("<Job><Tasks><Task/><Task></Tasks></Job>")), StringComparison.Ordinal);

    [Theory]
    [InlineData("<Job/>", "it has no element Task")]
    [InlineData("<Tasks><Task/></Tasks>", "its outermost element is Tasks and not Task")]
    [InlineData("<Task Version='9'/>", "its version is '9'")]
    [InlineData("<Job Version='9'><Task/></Job>", "its version is '9'")]
    public void A_file_without_a_task_is_refused(string text, string why) =>
        Assert.Contains(why, Xml.WhyNot(() => Xml.Task(text)), StringComparison.Ordinal);

    [Fact]
    public void Old_words_are_read()
    {
        var task = Xml.TaskOf("Stdin='i' Stdout='o' Stderr='e' Depend='a,b' MinimumNumberOfProcessors='2' MaximumNumberOfProcessors='3'");

        Assert.Equal(("i", "o", "e", 2, 3), (task.Stdin, task.Stdout, task.Stderr, task.MinCores, task.MaxCores));
        Assert.Equal(["a", "b"], task.Depend!);
    }

    [Theory]
    [InlineData("Stdin='1' StdInFilePath='2'")]
    [InlineData("StdInFilePath='1' Stdin='2'")]
    public void Of_several_attributes_for_the_same_thing_the_last_one_counts(string attributes) =>
        Assert.Equal("2", Xml.TaskOf(attributes).Stdin);

    [Theory]
    [InlineData("", null)]
    [InlineData("IsParametric='false'", null)]
    [InlineData("IsParametric='1'", TaskType.ParametricSweep)]
    [InlineData("IsParametric='false' Type='NodePrep'", TaskType.NodePrep)]
    [InlineData("Type='NodePrep' IsParametric='false'", TaskType.NodePrep)]
    [InlineData("IsParametric='true' Type='Basic'", TaskType.Basic)]
    [InlineData("Type='Basic' IsParametric='true'", TaskType.Basic)]
    public void The_type_wins_over_its_older_word(string attributes, TaskType? type) => Assert.Equal(type, Xml.TaskOf(attributes).Type);

    [Theory]
    [InlineData("StartValue='0' EndValue='0' IncrementValue='1'", null)]
    [InlineData("StartValue='1' EndValue='9' IncrementValue='1'", 9)]
    [InlineData("Type='ParametricSweep' StartValue='4' EndValue='4'", 4)]
    public void A_range_of_one_value_says_nothing_but_of_a_sweep(string attributes, int? end) =>
        Assert.Equal(end, Xml.TaskOf(attributes).EndValue);

    [Theory]
    [InlineData("Type='NodePrep' MinCores='1' MaxCores='1'", null)]
    [InlineData("Type='NodeRelease' MinCores='1' MaxCores='2'", 2)]
    [InlineData("Type='Service' MinCores='1' MaxCores='1'", 1)]
    public void One_core_says_nothing_of_a_task_of_a_node(string attributes, int? maximum) =>
        Assert.Equal(maximum, Xml.TaskOf(attributes).MaxCores);

    [Theory]
    [InlineData("FailJobOnFailureCount='1'", null)]
    [InlineData("FailJobOnFailureCount='2'", 2)]
    [InlineData("Type='ParametricSweep' FailJobOnFailureCount='0'", null)]
    [InlineData("Type='ParametricSweep' FailJobOnFailureCount='1'", 1)]
    public void One_failure_says_nothing_without_sub_tasks(string attributes, int? count) =>
        Assert.Equal(count, Xml.TaskOf(attributes).FailJobOnFailureCount);

    [Fact]
    public void Empty_texts_and_lists_say_nothing() => Assert.Equivalent(
        new TaskProperties(),
        Xml.TaskOf("Name='' CommandLine='' WorkDirectory='' Stdin='' Stdout='' RequiredNodes='' DependsOn=' , ' TaskValidExitCodes=''"),
        strict: true);
}
