using HpcScheduler.Core;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Core;

/// <summary>What job templates make of jobs, and who may do what with them.</summary>
public sealed class JobTemplateTests
{
    private static readonly JobTemplateItem Hour = new() { PropertyName = "RuntimeSeconds", Default = "3600", MaxVal = "7200" };

    private readonly CoreHarness _core = new(cores: 8);

    [Fact]
    public void The_template_Default_is_there_and_says_nothing()
    {
        var template = _core.Core.JobTemplates["default"];

        Assert.Equal("Default", template.Name);
        Assert.Empty(template.Items);
        Assert.Equal(_core.Now, template.CreateTime);
        var job = _core.New(new() { Template = "DEFAULT" });
        Assert.Equal("Default", _core.Job(job).Properties.Template);
        Assert.Null(_core.Job(job).Asked);
    }

    [Fact]
    public void Templates_outlive_the_host()
    {
        _core.Import("night", Hour);
        _core.Now += TimeSpan.FromHours(1);
        _core.Restart();

        Assert.Equal(["Default", "night"], _core.Core.JobTemplates.Keys);
        Assert.Equal("3600", _core.Core.JobTemplates["NIGHT"].Items[0].Default);
        Assert.Equal(_core.Now - TimeSpan.FromHours(1), _core.Core.JobTemplates["Default"].CreateTime);
    }

    [Fact]
    public void What_the_user_says_wins_over_the_template_and_that_over_the_scheduler()
    {
        _core.Import(
            "night",
            Hour,
            new() { PropertyName = "Priority", Default = "BelowNormal+5" },
            new() { PropertyName = "IsExclusive", Default = "True" },
            new() { PropertyName = "Project", Default = "reports" });

        var properties = _core.Job(_core.New(new() { Template = "Night", Project = "mine", Exclusive = false })).Properties;

        Assert.Equal(("night", TimeSpan.FromHours(1), 1005), (properties.Template, properties.RunTime!.Value, properties.ExpandedPriority!.Value));
        Assert.Equal(("mine", false), (properties.Project, properties.Exclusive!.Value));
        Assert.Null(properties.FailOnTaskFailure);
    }

    [Fact]
    public void Every_property_of_a_template_reaches_the_job()
    {
        (string Name, string Default)[] defaults =
        [
            ("Name", "n"), ("Project", "p"), ("Priority", "5"), ("UnitType", "socket"), ("MinSockets", "1"), ("MaxSockets", "1"),
            ("RuntimeSeconds", "7"), ("RunUntilCanceled", "1"), ("IsExclusive", "true"), ("SingleNode", "True"), ("RequestedNodes", "node, node"),
            ("NodeGroupOp", "Union"), ("OrderBy", "-memory"), ("MinMemory", "2"), ("MaxMemory", "3"), ("MinCoresPerNode", "4"),
            ("MaxCoresPerNode", "5"), ("EstimatedProcessMemory", "6"), ("FailOnTaskFailure", "True"), ("FailDependentTasks", "True"),
            ("TaskExecutionFailureRetryLimit", "8"), ("JobValidExitCodes", "0,9"), ("SoftwareLicense", "a:1,b:*"), ("NotifyOnStart", "True"),
            ("NotifyOnCompletion", "True"), ("EmailAddress", "a@b"),
        ];
        _core.Import("all", [.. defaults.Select(item => new JobTemplateItem { PropertyName = item.Name, Default = item.Default })]);

        var properties = _core.Job(_core.New(new() { Template = "all" })).Properties;

        Assert.Equal(("n", "p", 5, JobUnitType.Socket), (properties.Name, properties.Project, properties.ExpandedPriority, properties.UnitType));
        Assert.Equal((1, 1, TimeSpan.FromSeconds(7)), (properties.MinSockets, properties.MaxSockets, properties.RunTime));
        Assert.Equal((true, true, true), (properties.RunUntilCanceled, properties.Exclusive, properties.SingleNode));
        Assert.Equal(["node"], properties.RequestedNodes!);
        Assert.Equal(JobNodeGroupOp.Union, properties.NodeGroupOp);
        Assert.Equal(["-Memory"], properties.OrderBy!);
        Assert.Equal((2, 3, 4, 5), (properties.MinMemoryPerNode, properties.MaxMemoryPerNode, properties.MinCoresPerNode, properties.MaxCoresPerNode));
        Assert.Equal((6, true, true, 8), (properties.EstimatedProcessMemory, properties.FailOnTaskFailure, properties.FailDependentTasks,
            properties.TaskExecutionFailureRetryLimit));
        Assert.Equal("0,9", properties.ValidExitCodes);
        Assert.Equal(["a:1", "b:*"], properties.License!);
        Assert.Equal((true, true, "a@b"), (properties.NotifyOnStart, properties.NotifyOnCompletion, properties.EmailAddress));
    }

    [Fact]
    public void A_job_has_what_its_template_says_when_it_is_submitted()
    {
        _core.Import("night", Hour, new JobTemplateItem { PropertyName = "Project", Default = "old" });
        var job = NewJob(new() { Template = "night" });
        _core.Import("night", Hour with { Default = "60" }, new JobTemplateItem { PropertyName = "FailOnTaskFailure", Default = "1" });

        Assert.Null(_core.Submit(job));

        var properties = _core.Job(job).Properties;
        Assert.Equal((TimeSpan.FromMinutes(1), null, true), (properties.RunTime, properties.Project, properties.FailOnTaskFailure));
    }

    [Fact]
    public void A_job_that_gets_another_template_loses_the_defaults_of_the_first()
    {
        _core.Import("night", Hour);
        _core.Import("day", new JobTemplateItem { PropertyName = "Priority", Default = "Highest" });
        var job = NewJob(new() { Template = "night", Project = "mine" });

        _core.SetJob(job, new() { Template = "DAY" });

        var properties = _core.Job(job).Properties;
        Assert.Equal(("day", null, 4000, "mine"), (properties.Template, properties.RunTime, properties.ExpandedPriority, properties.Project));
    }

    [Fact]
    public void What_is_read_only_is_the_template_s_whatever_the_user_says()
    {
        _core.Import("night", Hour with { ReadOnly = true }, new JobTemplateItem { PropertyName = "Priority", Default = "Lowest", ReadOnly = true });
        var job = NewJob(new() { Template = "night", RunTime = TimeSpan.FromDays(3), ExpandedPriority = 4000 });

        Assert.Null(_core.Submit(job));

        Assert.Equal((TimeSpan.FromHours(1), 0), (_core.Job(job).Properties.RunTime, _core.Job(job).Properties.ExpandedPriority));
        _core.SetJob(job, new() { RunTime = TimeSpan.FromDays(9) });
        Assert.Equal(TimeSpan.FromHours(1), _core.Job(job).Properties.RunTime);
    }

    [Fact]
    public void Counts_come_from_the_template_only_where_the_user_says_none()
    {
        _core.Import("wide", new() { PropertyName = "MinCores", Default = "2" }, new() { PropertyName = "MaxCores", Default = "3" });

        Assert.Equal((2, 3), CoresOf(new() { Template = "wide" }));
        Assert.Equal((1, 1), CoresOf(new() { Template = "wide", MinCores = 1, MaxCores = 1 }));
        Assert.Equal((1, 1), CoresOf(new() { Template = "wide", AutoCalculateMin = true, AutoCalculateMax = true }));
    }

    [Fact]
    public void Counts_that_are_computed_keep_to_the_template_s_limits()
    {
        _core.Import("narrow", new() { PropertyName = "MinCores", MinVal = "2" }, new() { PropertyName = "MaxCores", MaxVal = "3" });
        var job = _core.Submitted(new() { Template = "narrow" }, [.. Enumerable.Range(0, 6).Select(_ => Some.Task("true"))]);

        Assert.Equal((2, 3), (_core.Job(job).MinCores, _core.Job(job).MaxCores));
        Assert.Equal(3, _core.Started.Count);
        _core.Add(job, "true");
        Assert.Equal(3, _core.Job(job).MaxCores);
    }

    [Fact]
    public void A_task_that_needs_more_than_the_template_allows_is_refused()
    {
        _core.Import("narrow", new JobTemplateItem { PropertyName = "MaxCores", MaxVal = "3" });
        var job = _core.New(new() { Template = "narrow" });
        _core.Add(job, new TaskProperties { CommandLine = "true", MinCores = 4, MaxCores = 4 });

        Refused(SchedulerErrors.TemplateValueTooLarge, () => _core.Submit(job), "MaxCores is 4, above the maximum of job template 'narrow', which is 3.");
    }

    public static TheoryData<JobTemplateItem, JobProperties, string, string> Refusals => new()
    {
        { Hour, new() { RunTime = TimeSpan.FromHours(3) }, "HpcTemplateValueTooLarge", "RuntimeSeconds is 10800, above the maximum of job template 't', which is 7200." },
        { Hour, new() { RunTime = TimeSpan.Zero }, "HpcTemplateValueTooLarge", "RuntimeSeconds is Infinite," },
        { Hour with { Default = null }, new(), "HpcTemplateValueTooLarge", "RuntimeSeconds is Infinite," },
        { new() { PropertyName = "RuntimeSeconds", MinVal = "60" }, new() { RunTime = TimeSpan.FromSeconds(59) }, "HpcTemplateValueTooSmall", "RuntimeSeconds is 59, below the minimum of job template 't', which is 60." },
        { new() { PropertyName = "Priority", MaxVal = "Normal" }, new() { ExpandedPriority = 2001 }, "HpcTemplateValueTooLarge", "Priority is Normal+1, above" },
        { new() { PropertyName = "ExpandedPriority", MaxVal = "1999" }, new(), "HpcTemplateValueTooLarge", "ExpandedPriority is Normal, above" },
        { new() { PropertyName = "Priority", ValueRange = ["Lowest", "3000"] }, new() { ExpandedPriority = 2000 }, "HpcTemplateValueInvalid", "Priority is 'Normal', which job template 't' does not allow; allowed is Lowest, 3000." },
        { new() { PropertyName = "Project", ValueRange = ["a", "b"] }, new() { Project = "c" }, "HpcTemplateValueInvalid", "Project is 'c'" },
        { new() { PropertyName = "Project", Default = "a", ValueRange = ["a", "b"] }, new() { Project = "" }, "HpcTemplateValueInvalid", "Project is ''" },
        { new() { PropertyName = "RequestedNodes", ValueRange = ["n1", "n2"] }, new() { RequestedNodes = ["n1", "node"] }, "HpcTemplateValueInvalid", "RequestedNodes is 'n1,node'" },
        { new() { PropertyName = "RequestedNodes", Default = "node", ValueRange = ["node"] }, new() { RequestedNodes = [] }, "HpcTemplateValueInvalid", "RequestedNodes is ''" },
        { new() { PropertyName = "RequestedNodes", RequiredValues = ["other"] }, new() { RequestedNodes = ["node"] }, "HpcTemplateRequiredValueMissing", "RequestedNodes is 'node', but job template 't' requires 'other' among it." },
        { new() { PropertyName = "Project", RequiredValues = ["a"] }, new(), "HpcTemplateRequiredPropertyNotSet", "Project is not set, but job template 't' requires it, with a." },
        { new() { PropertyName = "IsExclusive", ValueRange = ["False"] }, new() { Exclusive = true }, "HpcTemplateValueInvalid", "IsExclusive is 'True'" },
        { new() { PropertyName = "IsExclusive", ValueRange = ["1"] }, new(), "HpcTemplateValueInvalid", "IsExclusive is 'False'" },
        { new() { PropertyName = "UnitType", ValueRange = ["core", "Socket"] }, new() { UnitType = JobUnitType.Node }, "HpcTemplateValueInvalid", "UnitType is 'Node'" },
        { new() { PropertyName = "MinCores", MinVal = "2" }, new() { MinCores = 1, MaxCores = 4 }, "HpcTemplateValueTooSmall", "MinCores is 1" },
        { new() { PropertyName = "MaxNodes", MaxVal = "1" }, new() { UnitType = JobUnitType.Node, MinNodes = 1, MaxNodes = 2 }, "HpcTemplateValueTooLarge", "MaxNodes is 2" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_value_that_the_template_does_not_allow_is_refused_at_submission(JobTemplateItem item, JobProperties properties, string id, string text)
    {
        _core.Import("t", item);
        var job = NewJob(properties with { Template = "t" });
        var before = _core.Job(job);

        Refused(SchedulerErrors.Find(id), () => _core.Submit(job), text);

        Assert.Equal(JobState.Configuring, _core.Job(job).State);
        Assert.Equal(before.ChangeTime, _core.Job(job).ChangeTime);
    }

    public static TheoryData<JobTemplateItem, JobProperties> Permissions => new()
    {
        { Hour, new() { RunTime = TimeSpan.FromHours(2) } },
        { new() { PropertyName = "Priority", ValueRange = ["Lowest", "2000"] }, new() },
        { new() { PropertyName = "Project", ValueRange = ["A"] }, new() { Project = "a" } },
        { new() { PropertyName = "Project", ValueRange = ["A"] }, new() },
        { new() { PropertyName = "RequestedNodes", RequiredValues = ["NODE"] }, new() { RequestedNodes = ["node"] } },
        { new() { PropertyName = "MaxNodes", MaxVal = "1" }, new() { MinCores = 1, MaxCores = 8 } },
        { new() { PropertyName = "IsExclusive", ValueRange = ["False"] }, new() },
        { new() { PropertyName = "RuntimeSeconds", MaxVal = "Infinite" }, new() },
    };

    [Theory]
    [MemberData(nameof(Permissions))]
    public void A_value_that_the_template_allows_is_taken(JobTemplateItem item, JobProperties properties)
    {
        _core.Import("t", item);

        Assert.Null(_core.Submit(NewJob(properties with { Template = "t" })));
    }

    [Fact]
    public void A_job_that_was_submitted_keeps_to_the_limits_and_an_administrator_need_not()
    {
        _core.Import("t", Hour, new JobTemplateItem { PropertyName = "Project", ValueRange = ["a"] });
        var job = NewJob(new() { Template = "t" });
        _core.Submit(job);

        Refused(SchedulerErrors.TemplateValueTooLarge, () => _core.SetJob(job, new() { RunTime = TimeSpan.FromHours(3) }), "RuntimeSeconds is 10800");
        Refused(SchedulerErrors.TemplateValueInvalid, () => _core.SetJob(job, new() { Project = "b" }), "Project is 'b'");
        Assert.Equal(TimeSpan.FromHours(1), _core.Job(job).RunTime);
        _core.SetJob(job, new() { RunTime = TimeSpan.FromHours(2), Project = "a" });
        Assert.Equal(TimeSpan.FromHours(2), _core.Job(job).RunTime);
        _core.SetJob(new SetJob(job, new() { RunTime = TimeSpan.FromHours(3) }), CoreHarness.Administrator);
        Assert.Equal(TimeSpan.FromHours(3), _core.Job(job).RunTime);
    }

    [Fact]
    public void A_template_that_became_stricter_does_not_keep_a_running_job_from_other_changes()
    {
        _core.Import("t", Hour);
        var job = NewJob(new() { Template = "t" });
        _core.Submit(job);
        _core.Import("t", Hour with { Default = "10", MaxVal = "10" });

        _core.SetJob(job, new() { Project = "new" });

        Assert.Equal(("new", TimeSpan.FromHours(1)), (_core.Job(job).Properties.Project, _core.Job(job).RunTime));
    }

    [Fact]
    public void What_is_read_only_stays_as_it_is_while_a_job_runs()
    {
        _core.Import("t", Hour with { ReadOnly = true });
        var job = NewJob(new() { Template = "t" });
        _core.Submit(job);
        _core.Import("t", Hour with { Default = "10", ReadOnly = true });

        _core.SetJob(job, new() { Project = "new" });
        Assert.Equal(("new", TimeSpan.FromHours(1)), (_core.Job(job).Properties.Project, _core.Job(job).RunTime));
        _core.SetJob(job, new() { RunTime = TimeSpan.FromHours(2) });
        Assert.Equal(TimeSpan.FromHours(1), _core.Job(job).RunTime);
    }

    [Fact]
    public void A_template_must_be_there_when_a_job_is_made_changed_and_submitted()
    {
        Refused(SchedulerErrors.TemplateNotFound, () => _core.New(new() { Template = "none" }), "There is no job template 'none'.");
        _core.Import("night", Hour);
        var job = NewJob(new() { Template = "night" });
        Refused(SchedulerErrors.TemplateNotFound, () => _core.SetJob(job, new() { Template = "none" }), "'none'");
        Remove("night");

        Refused(SchedulerErrors.TemplateGone, () => _core.Submit(job), $"The job template 'night' of job {job} does not exist any more.");

        _core.SetJob(job, new() { Name = "still changeable" });
        _core.SetJob(job, new() { Template = "default" });
        Assert.Null(_core.Submit(job));
        Assert.Null(_core.Job(job).RunTime);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_job_that_is_queued_again_is_held_to_its_template(bool task)
    {
        _core.Import("night", Hour);
        var job = NewJob(new() { Template = "night", RunTime = TimeSpan.FromHours(2) });
        _core.Submit(job);
        _core.Exit(job, 1, exitCode: 1);
        _core.Import("night", Hour with { Default = "60", MaxVal = "60" });
        Assert.Equal(JobState.Failed, _core.Job(job).State);

        Refused(SchedulerErrors.TemplateValueTooLarge, () => task ? _core.RestartTask(job, 1) : _core.RestartJob(job), "RuntimeSeconds is 7200");

        Assert.Equal((JobState.Failed, TaskState.Failed), (_core.Job(job).State, _core.Task(job, 1).State));
        _core.Import("night", Hour);
        Assert.Null(task ? _core.RestartTask(job, 1) : _core.RestartJob(job));
    }

    [Fact]
    public void A_copy_has_what_was_said_and_not_what_the_template_made_of_it()
    {
        _core.Import("night", Hour);
        var job = NewJob(new() { Template = "night", Project = "mine" });

        var copy = _core.Turn(core => core.Handle(new NewJob(new() { Template = "Default" }, CopyOf: job), CoreHarness.Owner));

        Assert.Equal(("mine", null), (copy.Properties.Project, copy.Properties.RunTime));
    }

    [Fact]
    public void Environment_variables_of_the_template_come_before_those_of_the_job()
    {
        _core.Turn(core => core.Handle(new ImportJobTemplate("env", "", [], ["A=1", "B=2", "C=3"], Replace: false), CoreHarness.Administrator));
        var job = _core.Submitted(new() { Template = "env", JobEnv = ["B=own", "C="] }, Some.Task("true"));

        Assert.Equal(["A=1", "B=own", "C="], _core.Job(job).Properties.JobEnv!);
        var environment = _core.Effects.OfType<Effect.Start>().Single().Attempt.Environment;
        Assert.Contains(new KeyValuePair<string, string>("A", "1"), environment);
        Assert.Contains(new KeyValuePair<string, string>("B", "own"), environment);
        _core.SetJob(job, new() { JobEnv = ["D=4"] });
        Assert.Equal(["A=1", "B=own", "C=", "D=4"], _core.Job(job).Properties.JobEnv!);
    }

    [Fact]
    public void A_user_needs_the_right_to_submit_and_administrators_do_not()
    {
        _core.Import("closed", Hour);
        var job = NewJob(new() { Template = "closed" });
        _core.SetAcl("closed", "D:(A;;LC;;;somebody)");

        Refused(SchedulerErrors.TemplateNotPermitted, () => _core.New(new() { Template = "closed" }), "owner may not submit jobs with the job template 'closed'.");
        Refused(SchedulerErrors.TemplateNotPermitted, () => _core.Submit(job), "owner may not");
        Refused(SchedulerErrors.TemplateNotPermitted, () => _core.SetJob(_core.New(), new() { Template = "closed" }), "owner may not");
        Assert.Null(_core.Turn(core => core.Handle(new SubmitJob(job), CoreHarness.Administrator)).Error);
        _core.SetAcl("Default", "D:(D;;LC;;;owner)(A;;LC;;;WD)");
        Refused(SchedulerErrors.TemplateNotPermitted, () => _core.New(), "'Default'");
        _core.SetAcl("Default", JobTemplateAcl.OfNewTemplate);
        _core.New();
    }

    [Fact]
    public void Only_who_has_the_right_may_change_a_template()
    {
        _core.Import("t", Hour);
        Refused(SchedulerErrors.TemplateCreationDenied, () => As(new ImportJobTemplate("u", "", [], [], Replace: true)), "owner may not make the job template 'u'.");
        Refused(SchedulerErrors.TemplateCreationDenied, () => As(new CopyJobTemplate("t", "u")), "'u'");
        Refused(SchedulerErrors.TemplateChangeDenied, () => As(new ImportJobTemplate("t", "", [], [], Replace: true)), "'t'");
        Refused(SchedulerErrors.TemplateChangeDenied, () => As(new SetJobTemplateAcl("t", "D:")), "'t'");
        Refused(SchedulerErrors.TemplateRemovalDenied, () => As(new RemoveJobTemplate("t")), "'t'");

        _core.SetAcl("t", "D:(A;;DCSD;;;owner)");

        As(new ImportJobTemplate("t", "mine", [], [], Replace: true));
        Refused(SchedulerErrors.TemplateChangeDenied, () => As(new SetJobTemplateAcl("t", "D:")), "'t'");
        As(new RemoveJobTemplate("t"));
        Assert.False(_core.Core.JobTemplates.ContainsKey("t"));
    }

    [Fact]
    public void A_text_of_rights_is_kept_as_it_is_or_refused()
    {
        _core.Import("t", Hour);
        _core.SetAcl("T", "O:BAD:P(A;;0x4;;;ann)");
        Assert.Equal("O:BAD:P(A;;0x4;;;ann)", _core.Core.JobTemplates["t"].Acl);

        Refused(SchedulerErrors.InvalidTemplateAcl, () => _core.SetAcl("t", "everyone"), "'everyone'");
        Refused(SchedulerErrors.TemplateNotFound, () => _core.SetAcl("none", "D:"), "'none'");
        Assert.Equal("O:BAD:P(A;;0x4;;;ann)", _core.Core.JobTemplates["t"].Acl);
    }

    [Fact]
    public void Default_is_not_removed_and_other_templates_not_while_jobs_use_them()
    {
        _core.Import("night", Hour);
        Refused(SchedulerErrors.DefaultTemplateNotRemovable, () => Remove("DEFAULT"), "'Default'");
        Refused(SchedulerErrors.TemplateNotFound, () => Remove("none"), "'none'");
        var job = NewJob(new() { Template = "night" });
        _core.Submit(job);
        Refused(SchedulerErrors.TemplateInUse, () => Remove("Night"), $"The job template 'night' cannot be removed: job {job} uses it and is Running.");
        _core.Exit(job, 1);

        Remove("Night");

        Assert.Equal(["Default"], _core.Core.JobTemplates.Keys);
        _core.Restart();
        Assert.Equal(["Default"], _core.Core.JobTemplates.Keys);
    }

    [Fact]
    public void A_copy_says_the_same_and_gives_the_same_rights()
    {
        _core.Import("night", Hour);
        _core.SetAcl("night", "D:(A;;LC;;;ann)");
        _core.Now += TimeSpan.FromHours(1);

        _core.Turn(core => core.Handle(new CopyJobTemplate("NIGHT", "day"), CoreHarness.Administrator));

        var copy = _core.Core.JobTemplates["day"];
        Assert.Equal(("day", "D:(A;;LC;;;ann)", _core.Now), (copy.Name, copy.Acl, copy.CreateTime));
        Assert.Equal(Hour, Assert.Single(copy.Items));
        foreach (var (from, to, error) in new[]
        {
            ("night", "Day", SchedulerErrors.TemplateExists), ("night", "default", SchedulerErrors.TemplateExists),
            ("none", "new", SchedulerErrors.TemplateNotFound), ("night", "", SchedulerErrors.InvalidTemplateName),
            ("night", " a", SchedulerErrors.InvalidTemplateName), ("night", "a\tb", SchedulerErrors.InvalidTemplateName),
            ("night", new string('x', 51), SchedulerErrors.ValueTooLong),
        })
        {
            Refused(error, () => _core.Turn(core => core.Handle(new CopyJobTemplate(from, to), CoreHarness.Administrator)), "");
        }
    }

    [Fact]
    public void A_template_that_is_replaced_keeps_its_rights_and_its_create_time()
    {
        _core.Import("night", Hour);
        _core.SetAcl("night", "D:(A;;LC;;;ann)");
        var made = _core.Now;
        _core.Now += TimeSpan.FromHours(1);

        Refused(
            SchedulerErrors.TemplateExists,
            () => _core.Turn(core => core.Handle(new ImportJobTemplate("Night", "", [], [], Replace: false), CoreHarness.Administrator)),
            "'night'");
        var template = _core.Import("NIGHT");

        Assert.Equal(("night", made, _core.Now, "D:(A;;LC;;;ann)"), (template.Name, template.CreateTime, template.ChangeTime, template.Acl));
        Assert.Empty(template.Items);
    }

    public static TheoryData<JobTemplateItem, string> BadItems => new()
    {
        { new() { PropertyName = "Colour" }, "HpcInvalidTemplateItem" },
        { new() { PropertyName = "" }, "HpcInvalidTemplateItem" },
        { new() { PropertyName = "Project", MinVal = "a" }, "HpcInvalidTemplateItem" },
        { new() { PropertyName = "IsExclusive", MaxVal = "1" }, "HpcInvalidTemplateItem" },
        { new() { PropertyName = "MinCores", Default = "some" }, "HpcInvalidTemplateItemValue" },
        { new() { PropertyName = "MinCores", Default = "0" }, "HpcInvalidTemplateItemValue" },
        { new() { PropertyName = "MinCores", MinVal = "-1" }, "HpcInvalidTemplateItemValue" },
        { new() { PropertyName = "MinCores", MaxVal = "99999999999" }, "HpcInvalidTemplateItemValue" },
        { new() { PropertyName = "MinCores", ValueRange = ["1", "x"] }, "HpcInvalidTemplateItemValue" },
        { new() { PropertyName = "Priority", Default = "4001" }, "HpcInvalidTemplateItemValue" },
        { new() { PropertyName = "IsExclusive", Default = "yes" }, "HpcInvalidTemplateItemValue" },
        { new() { PropertyName = "UnitType", Default = "1" }, "HpcInvalidTemplateItemValue" },
        { new() { PropertyName = "OrderBy", Default = "Colour" }, "HpcInvalidTemplateItemValue" },
        { new() { PropertyName = "SoftwareLicense", RequiredValues = ["a"] }, "HpcInvalidTemplateItemValue" },
        { new() { PropertyName = "RuntimeSeconds", Default = "1:00" }, "HpcInvalidTemplateItemValue" },
        { new() { PropertyName = "Priority", MinVal = "Normal", MaxVal = "Lowest" }, "HpcTemplateItemMinGreaterThanMax" },
        { new() { PropertyName = "Priority", Default = "Normal", MaxVal = "Lowest" }, "HpcInvalidTemplateItemDefault" },
        { new() { PropertyName = "Project", Default = "c", ValueRange = ["a", "b"] }, "HpcInvalidTemplateItemDefault" },
        { new() { PropertyName = "RequestedNodes", Default = "a", RequiredValues = ["b"] }, "HpcTemplateItemDefaultLacksRequired" },
        { new() { PropertyName = "Project", ReadOnly = true }, "HpcTemplateItemDefaultMissing" },
        { new() { PropertyName = "EmailAddress", Default = "nobody" }, "HpcInvalidEmailAddress" },
        { new() { PropertyName = "JobValidExitCodes", Default = "x" }, "HpcInvalidExitCodes" },
        { new() { PropertyName = "Name", Default = new string('x', 129) }, "HpcValueTooLong" },
        { new() { PropertyName = "Project", ValueRange = [new string('x', 4001)] }, "HpcValueTooLong" },
    };

    [Theory]
    [MemberData(nameof(BadItems))]
    public void An_item_that_cannot_be_is_refused(JobTemplateItem item, string id)
    {
        Refused(SchedulerErrors.Find(id), () => _core.Import("t", new() { PropertyName = "FailOnTaskFailure", Default = "True" }, item), "");
        Assert.False(_core.Core.JobTemplates.ContainsKey("t"));
    }

    [Fact]
    public void Two_items_for_a_property_are_refused() =>
        Refused(SchedulerErrors.DuplicateTemplateItem, () => _core.Import("t", Hour, Hour with { PropertyName = "RUNTIMESECONDS" }), "RUNTIMESECONDS");

    [Fact]
    public void A_minimum_above_the_maximum_by_defaults_alone_is_refused() => Refused(
        SchedulerErrors.MinGreaterThanMax,
        () => _core.Import("t", new() { PropertyName = "MinCores", Default = "4" }, new() { PropertyName = "MaxCores", Default = "3" }),
        "");

    [Fact]
    public void The_program_of_the_administrator_comes_before_the_limits()
    {
        _core.Set("SubmissionFilterProgram", "/filter");
        _core.Import("t", Hour);
        var good = NewJob(new() { Template = "t", RunTime = TimeSpan.FromHours(3) });
        Assert.Null(_core.Submit(good));
        _core.Filtered(_core.FilterCall, Verdict(new() { RunTime = TimeSpan.FromHours(2) }));
        Assert.Equal(JobState.Running, _core.Job(good).State);

        var bad = NewJob(new() { Template = "t" });
        _core.Submit(bad);
        _core.Filtered(_core.FilterCall, Verdict(new() { RunTime = TimeSpan.FromHours(3) }));
        Assert.Equal((JobState.Failed, SchedulerErrors.TemplateValueTooLarge.ErrorCode), (_core.Job(bad).State, _core.Job(bad).ErrorCode));

        static FilterVerdict Verdict(JobProperties properties) =>
            new() { Outcome = FilterOutcome.Exited, ExitCode = FilterVerdict.ChangedExitCode, Properties = properties };
    }

    private (int Minimum, int Maximum) CoresOf(JobProperties properties)
    {
        var job = NewJob(properties);
        Assert.Null(_core.Submit(job));
        return (_core.Job(job).MinCores, _core.Job(job).MaxCores);
    }

    private int NewJob(JobProperties properties)
    {
        var job = _core.New(properties);
        _core.Add(job, "true");
        return job;
    }

    private JobTemplateRecord As(ImportJobTemplate request) => _core.Turn(core => core.Handle(request, CoreHarness.Owner));

    private JobTemplateRecord As(CopyJobTemplate request) => _core.Turn(core => core.Handle(request, CoreHarness.Owner));

    private Done As(SetJobTemplateAcl request) => _core.Turn(core => core.Handle(request, CoreHarness.Owner));

    private Done As(RemoveJobTemplate request) => _core.Turn(core => core.Handle(request, CoreHarness.Owner));

    private Done Remove(string name) => _core.Turn(core => core.Handle(new RemoveJobTemplate(name), CoreHarness.Administrator));

    private static void Refused(SchedulerError error, Action act, string text)
    {
        var exception = Assert.Throws<SchedulerException>(act);
        Assert.Same(error, exception.Error);
        Assert.Contains(text, exception.Message, StringComparison.Ordinal);
    }

    private static void Refused(SchedulerError error, Func<object?> act, string text) => Refused(error, () => { _ = act(); }, text);
}
