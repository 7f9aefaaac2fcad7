using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Core;

/// <summary>The table of cluster properties: types, defaults, ranges (scheduler reference, section 4), and what those do that act.</summary>
public sealed class ClusterPropertiesTests
{
    private readonly CoreHarness _harness = new();

    [Fact]
    public void No_name_is_there_twice_and_all_are_in_order()
    {
        var names = ClusterPropertyTable.All.Select(property => property.Name).ToList();
        Assert.Equal(names.Order(StringComparer.OrdinalIgnoreCase), names);
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Every_default_is_allowed_and_is_what_the_list_shows()
    {
        foreach (var property in ClusterPropertyTable.All)
            Assert.Equal(property.Default, property.Read(ClusterProperty.Write(property.Default)));
        Assert.Equal(
            ClusterPropertyTable.All.Select(property => new HpcVariable(property.Name, ClusterProperty.Write(property.Default))),
            ClusterProperties.Default.List());
    }

    [Fact]
    public void Every_member_has_a_row()
    {
        foreach (var member in typeof(ClusterProperties).GetProperties().Where(member => member.CanWrite && member.Name != nameof(ClusterProperties.Environment)))
            Assert.Equal(member.Name, ClusterPropertyTable.Find(member.Name).Name);
    }

    [Theory]
    [InlineData("ttlcompletedjobs", "36500", "36500")]
    [InlineData("JobCleanUpHour", "23", "23")]
    [InlineData("JobCleanUpDayOfWeek", "sunday", "Sunday")]
    [InlineData("JobCleanUpDayOfWeek", "", "")]
    [InlineData("AllowNewUserConnections", "false", "False")]
    [InlineData("BackfillLookAhead", "-1", "-1")]
    [InlineData("PriorityBias", "highbias", "HighBias")]
    [InlineData("PriorityBias", "LowBias", "NoBias")]
    [InlineData("PreemptionBalancedMode", "graceful", "Graceful")]
    [InlineData("SchedulerEnvFeatureFlags", "task_on_single_node, JOB_PACKING_ON_NODE", "TASK_ON_SINGLE_NODE,JOB_PACKING_ON_NODE")]
    [InlineData("JobCostCacheRefreshInterval", "-1", "-1")]
    [InlineData("NodeNamingSeries", "NODE%1000%", "NODE%1000%")]
    [InlineData("JobRuntime", "1:30", "1:30")]
    [InlineData("ActivationFilterTimeout", "120", "120")]
    [InlineData("AzureCollectionInterval", "30", "30")]
    public void What_is_allowed_is_kept(string name, string value, string kept)
    {
        var settings = ClusterProperties.Default.With(new HpcVariable(name, value));
        var property = ClusterPropertyTable.Find(name);
        Assert.Contains(new HpcVariable(property.Name, kept), settings.List());
        var back = settings.With(new HpcVariable(name, ClusterProperty.Write(property.Default)));
        Assert.Equal(ClusterProperties.Default, back);
    }

    [Theory]
    [InlineData("TtlCompletedJobs", "36501", "0 to 36500")]
    [InlineData("JobCleanUpHour", "24", "0 to 23")]
    [InlineData("JobCleanUpDayOfWeek", "Someday", "Sunday, Monday")]
    [InlineData("JobRetryCount", "-1", "0 to 2147483647")]
    [InlineData("DefaultHoldDuration", "0", "1 to 2147483647")]
    [InlineData("HeartbeatInterval", "0", "1 to")]
    [InlineData("AllowNewUserConnections", "maybe", "True or False")]
    [InlineData("SchedulingMode", "Fast", "Queued, Balanced, FastBalanced")]
    [InlineData("SchedulingMode", "1", "Queued, Balanced, FastBalanced")]
    [InlineData("PreemptionBalancedMode", "None", "Graceful, Immediate")]
    [InlineData("SchedulerEnvFeatureFlags", "JOB_PACKING_ON_NODE,X", "TASK_ON_SINGLE_NODE")]
    [InlineData("JobCostCacheRefreshInterval", "-2", "-1 to")]
    [InlineData("ActivationFilterProgram", "filter", "absolute path")]
    [InlineData("ActivationFilterTimeout", "121", "1 to 120")]
    [InlineData("AzureCollectionInterval", "31", "0 to 30")]
    [InlineData("NodeNamingSeries", "NODE", "digits between two %")]
    [InlineData("NodeNamingSeries", "ALONGNAMEOFANODE%1%", "17 characters")]
    [InlineData("JobRuntime", "soon", "[[days:]hours:]minutes")]
    [InlineData("EmailSmtpServer", "mail\0", "text")]
    public void What_is_not_is_refused_with_what_is(string name, string value, string allowed)
    {
        var error = Assert.Throws<SchedulerException>(() => ClusterProperties.Default.With(new HpcVariable(name, value)));
        Assert.Same(SchedulerErrors.ValueOutOfRange, error.Error);
        Assert.Contains(allowed, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_reply_names_what_has_no_effect()
    {
        var reply = Change(new HpcVariable("emailsmtpserver", "mail"), new HpcVariable("TaskRetryCount", "1"), new HpcVariable("WDSMode", "AutoCapture"));
        Assert.Equal(["EmailSmtpServer", "WDSMode"], reply.NoEffect);
    }

    [Fact]
    public void In_restore_mode_nothing_is_submitted()
    {
        var job = _harness.New();
        _harness.Add(job, "work");
        var failed = _harness.Submitted("fails");
        _harness.Exit(failed, 1, 1);
        var running = _harness.Submitted("runs");
        var late = _harness.New();
        _harness.Add(late, "later");

        _harness.Set("RestoreMode", "True");
        foreach (var act in (Action[])
            [
                () => _harness.Submit(job), () => _harness.RestartJob(failed), () => _harness.RestartTask(failed, 1),
                () => _harness.Add(running, "more"), () => _harness.SubmitTask(late, 1),
            ])
        {
            Assert.Same(SchedulerErrors.SchedulerInRestoreMode, Assert.Throws<SchedulerException>(act).Error);
        }

        Assert.Equal(JobState.Configuring, _harness.Job(job).State);
        Assert.Equal(unchecked((int)0x800402CC), SchedulerErrors.SchedulerInRestoreMode.ErrorCode);
        _harness.Exit(running, 1);
        Assert.Equal(JobState.Finished, _harness.Job(running).State);

        _harness.Set("RestoreMode", "False");
        Assert.Null(_harness.Submit(job));
        Assert.Equal(JobState.Running, _harness.Job(job).State);
    }

    [Fact]
    public void Without_resource_validation_a_job_may_wait_for_more_than_there_is()
    {
        var large = new JobProperties { MinCores = 8, MaxCores = 8 };
        var refused = _harness.New(large);
        _harness.Add(refused, "work");
        Assert.Same(SchedulerErrors.NotEnoughCores, _harness.Submit(refused)!.Error);

        _harness.Set("DisableResourceValidation", "True");
        var job = _harness.Submitted(large, new TaskProperties { CommandLine = "work", MinCores = 6, MaxCores = 8 });
        Assert.Equal((JobState.Queued, PendingReason.NotEnoughResource), (_harness.Job(job).State, _harness.Job(job).PendingReason));
        _harness.Restart(cores: 8);
        Assert.Equal(JobState.Running, _harness.Job(job).State);
    }

    [Fact]
    public void Without_resource_validation_a_job_may_wait_for_graphics_processors_too()
    {
        _harness.Set("DisableResourceValidation", "True");
        var job = _harness.New(new JobProperties { UnitType = JobUnitType.Gpu, MinGpus = 1, MaxGpus = 1 });
        _harness.Add(job, "work");
        Assert.Null(_harness.Submit(job));
        Assert.Equal(JobState.Queued, _harness.Job(job).State);
    }

    [Theory]
    [InlineData("True", 4)]
    [InlineData("False", 2)]
    public void A_job_grows_unless_that_is_switched_off(string enabled, int cores)
    {
        _harness.Set("AutomaticGrowthEnabled", enabled);
        var other = _harness.Submitted(new JobProperties { MinCores = 2, MaxCores = 2 }, Work(2));
        var job = _harness.Submitted(new JobProperties { MinCores = 1, MaxCores = 4 }, Work(1), Work(1), Work(1), Work(1));
        Assert.Equal(2, _harness.Job(job).AllocatedCores);
        _harness.Exit(other, 1);
        Assert.Equal(cores, _harness.Job(job).AllocatedCores);
    }

    [Theory]
    [InlineData("True", 1, JobState.Running)]
    [InlineData("False", 4, JobState.Queued)]
    public void A_job_shrinks_unless_that_is_switched_off(string enabled, int cores, JobState other)
    {
        _harness.Set("AutomaticShrinkEnabled", enabled);
        var job = _harness.Submitted(new JobProperties { MinCores = 1, MaxCores = 4 }, Work(1), Work(1), Work(1), Work(1));
        var next = _harness.Submitted(new JobProperties { MinCores = 2, MaxCores = 2 }, Work(2));
        foreach (var task in (int[])[1, 2, 3])
            _harness.Exit(job, task);
        Assert.Equal((cores, other), (_harness.Job(job).AllocatedCores, _harness.Job(next).State));
        _harness.Exit(job, 4);
        Assert.Equal((JobState.Finished, JobState.Running), (_harness.Job(job).State, _harness.Job(next).State));
    }

    [Fact]
    public void A_job_that_keeps_its_idle_cores_gives_them_up_to_one_of_higher_priority()
    {
        _harness.Set("AutomaticShrinkEnabled", "False");
        var job = _harness.Submitted(new JobProperties { MinCores = 1, MaxCores = 4 }, Work(1), Work(1), Work(1), Work(1));
        foreach (var task in (int[])[1, 2, 3])
            _harness.Exit(job, task);
        var high = _harness.Submitted(new JobProperties { MinCores = 3, MaxCores = 3, ExpandedPriority = 4000 }, Work(3));
        Assert.Equal((1, JobState.Running), (_harness.Job(job).AllocatedCores, _harness.Job(high).State));
    }

    [Fact]
    public void Every_task_has_the_environment_of_the_cluster_and_those_of_its_job_and_itself_win()
    {
        Change(["A=cluster", "B=cluster", "C=cluster", "CCP_MPI_NETMASK=10.0.0.0/8"]);
        _harness.Submitted(
            new JobProperties { JobEnv = ["B=job", "C=job"] }, new TaskProperties { CommandLine = "work", Env = ["C=task"] });
        var environment = Assert.Single(_harness.Effects.OfType<HpcScheduler.Core.Effect.Start>()).Attempt.Environment;
        string Value(string name) => environment.Last(variable => variable.Key == name).Value;
        Assert.Equal(("cluster", "job", "task", "10.0.0.0/8"), (Value("A"), Value("B"), Value("C"), Value("CCP_MPI_NETMASK")));
        Assert.Equal("B,C", Value("CCP_ENVLIST"));
    }

    [Fact]
    public void An_empty_value_takes_a_variable_of_the_cluster_away()
    {
        Change(["B=2", "A=1"]);
        Assert.Equal(["A=1", "B=2"], _harness.Core.ClusterProperties.Environment);
        Change(["B=", "C=a=b", "D="]);
        Assert.Equal(["A=1", "C=a=b"], _harness.Core.ClusterProperties.Environment);
        _harness.Restart();
        Assert.Equal(["A=1", "C=a=b"], _harness.Core.ClusterProperties.Environment);
    }

    [Theory]
    [InlineData("HpcInvalidEnvironmentVariable", "A")]
    [InlineData("HpcInvalidEnvironmentVariable", "=1")]
    [InlineData("HpcInvalidEnvironmentVariable", "A B=1")]
    [InlineData("HpcReservedEnvironmentVariable", "CCP_JOBID=1")]
    [InlineData("HpcReservedEnvironmentVariable", "HPCSCHEDULER_X=1")]
    public void A_variable_of_the_cluster_that_cannot_be_is_refused_with_those_beside_it(string id, string variable)
    {
        Assert.Equal(id, Assert.Throws<SchedulerException>(() => Change(["A=1", variable])).Error.Id);
        Assert.Empty(_harness.Core.ClusterProperties.Environment);
    }

    [Fact]
    public void The_environment_of_the_cluster_has_a_limit()
    {
        Change([$"A={new string('x', Limits.Environment - 10)}"]);
        Assert.Same(SchedulerErrors.ValueTooLong, Assert.Throws<SchedulerException>(() => Change(["B=0123456789"])).Error);
    }

    [Fact]
    public void What_the_scheduler_sets_itself_nobody_else_sets_but_the_name_of_the_cluster()
    {
        _harness.Submitted("work");
        foreach (var (name, _) in Assert.Single(_harness.Effects.OfType<HpcScheduler.Core.Effect.Start>()).Attempt.Environment.Where(variable => variable.Key != "CCP_CLUSTER_NAME"))
            Assert.Same(SchedulerErrors.ReservedEnvironmentVariable, Assert.Throws<SchedulerException>(() => Change([$"{name}=1"])).Error);
    }

    private static TaskProperties Work(int cores) => new() { CommandLine = "work", MinCores = cores, MaxCores = cores };

    private SetClusterPropertyReply Change(params HpcVariable[] values) =>
        _harness.Turn(core => core.Handle(new SetClusterProperty(values), CoreHarness.Administrator));

    private void Change(string[] environment) =>
        _harness.Turn(core => core.Handle(new SetClusterProperty([], environment), CoreHarness.Administrator));
}
