using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Core;

/// <summary>What is refused, by which error, and that nothing is stored then.</summary>
public sealed class BadInputTests
{
    private readonly CoreHarness _harness = new(cores: 4);

    public static TheoryData<string, JobProperties> BadJobs => new()
    {
        { "HpcValueTooLong", new JobProperties { Name = new string('x', 129) } },
        { "HpcValueTooLong", new JobProperties { Project = string.Concat(Enumerable.Repeat("😀", 129)) } },
        { "HpcNullCharacter", new JobProperties { Name = "a\0b" } },
        { "HpcInvalidPriority", new JobProperties { ExpandedPriority = 4001 } },
        { "HpcInvalidPriority", new JobProperties { ExpandedPriority = -1 } },
        { "HpcMinGreaterThanMax", new JobProperties { MinCores = 4, MaxCores = 2 } },
        { "HpcValueOutOfRange", new JobProperties { MinCores = 0 } },
        { "HpcValueOutOfRange", new JobProperties { MaxCores = -1 } },
        { "HpcInvalidEnvironmentVariable", new JobProperties { JobEnv = ["novalue"] } },
        { "HpcInvalidEnvironmentVariable", new JobProperties { JobEnv = ["=value"] } },
        { "HpcInvalidEnvironmentVariable", new JobProperties { JobEnv = ["1A=value"] } },
        { "HpcInvalidEnvironmentVariable", new JobProperties { JobEnv = ["A B=value"] } },
        { "HpcReservedEnvironmentVariable", new JobProperties { JobEnv = ["CCP_JOBID=7"] } },
        { "HpcValueTooLong", new JobProperties { JobEnv = ["A=" + new string('x', Limits.Environment)] } },
        { "HpcHoldUntilPast", new JobProperties { HoldUntil = new DateTime(2025, 12, 31, 0, 0, 0, DateTimeKind.Utc) } },
        { "HpcHoldUntilTooLong", new JobProperties { HoldUntil = new DateTime(2028, 1, 1, 0, 0, 0, DateTimeKind.Utc) } },
    };

    public static TheoryData<string, TaskProperties> BadTasks => new()
    {
        { "HpcCommandLineMissing", new TaskProperties() },
        { "HpcCommandLineMissing", new TaskProperties { CommandLine = "  " } },
        { "HpcNullCharacter", new TaskProperties { CommandLine = "a\0b" } },
        { "HpcValueTooLong", new TaskProperties { CommandLine = new string('x', Limits.CommandLine + 1) } },
        { "HpcValueTooLong", Task() with { Name = new string('x', 129) } },
        { "HpcInvalidTaskName", Task() with { Name = "a,b" } },
        { "HpcWorkDirNotAbsolute", Task() with { WorkDir = "relative" } },
        { "HpcValueTooLong", Task() with { Stdout = new string('x', 5000) } },
        { "HpcMinGreaterThanMax", Task() with { MinCores = 2, MaxCores = 1 } },
        { "HpcDependWithoutName", Task() with { Depend = ["a"] } },
        { "HpcDependencyCycle", Task() with { Name = "a", Depend = ["a"] } },
        { "HpcTaskTypeNotSupported", Task() with { Type = (TaskType)99 } },
        { "HpcPropertyNotForTaskType", Task() with { StartValue = 1 } },
        { "HpcPropertyNotForTaskType", Task() with { Type = TaskType.Service, EndValue = 9 } },
        { "HpcPropertyNotForTaskType", Task() with { Type = TaskType.Service, Rerunnable = true } },
        { "HpcPropertyNotForTaskType", Task() with { Type = TaskType.NodePrep, Exclusive = true } },
        { "HpcPropertyNotForTaskType", Task() with { Type = TaskType.NodeRelease, Depend = ["a"], Name = "b" } },
        { "HpcPropertyNotForTaskType", Task() with { Type = TaskType.NodeRelease, MinCores = 2, MaxCores = 2 } },
        { "HpcInvalidSweep", Task() with { Type = TaskType.ParametricSweep, StartValue = 2, EndValue = 1 } },
        { "HpcInvalidIncrement", Task() with { Type = TaskType.ParametricSweep, EndValue = 2, IncrementValue = 0 } },
        { "HpcTooManySubTasks", Task() with { Type = TaskType.ParametricSweep, StartValue = int.MinValue, EndValue = int.MaxValue } },
        { "HpcTooManySubTasks", Task() with { Type = TaskType.ParametricSweep, EndValue = 1_000_001 } },
    };

    [Theory]
    [MemberData(nameof(BadJobs))]
    public void A_bad_job_is_refused_and_nothing_is_stored(string id, JobProperties properties)
    {
        Assert.Equal(id, Assert.Throws<SchedulerException>(() => _harness.New(properties)).Error.Id);
        Assert.False(_harness.Exists(1));

        var job = _harness.New();
        var before = _harness.Job(job);
        Assert.Equal(id, Assert.Throws<SchedulerException>(
            () => _harness.Turn(core => core.Handle(new SetJob(job, properties), CoreHarness.Owner))).Error.Id);
        Assert.Equal(before, _harness.Job(job));
    }

    [Theory]
    [MemberData(nameof(BadTasks))]
    public void A_bad_task_is_refused_with_those_beside_it(string id, TaskProperties properties)
    {
        var job = _harness.New();
        Assert.Equal(id, Assert.Throws<SchedulerException>(
            () => _harness.Turn(core => core.Handle(new AddTask(job, [Task(), properties]), CoreHarness.Owner))).Error.Id);
        Assert.Empty(_harness.Tasks(job));
    }

    [Fact]
    public void A_task_that_closes_a_circle_of_dependencies_is_refused()
    {
        var job = _harness.New();
        _harness.Add(job, Task() with { Name = "a", Depend = ["b"] });
        _harness.Add(job, Task() with { Name = "b", Depend = ["c"] });
        var error = Assert.Throws<SchedulerException>(() => _harness.Add(job, Task() with { Name = "c", Depend = ["a"] }));
        Assert.Equal("HpcDependencyCycle", error.Error.Id);
        Assert.Equal(2, _harness.Tasks(job).Count());
    }

    [Fact]
    public void A_name_that_no_task_has_fails_the_job_when_it_is_submitted()
    {
        var job = _harness.New();
        _harness.Add(job, Task() with { Name = "a", Depend = ["missing"] });
        _harness.Add(job, Task() with { Name = "b" });
        var error = _harness.Submit(job);
        Assert.Equal("HpcUnknownDependency", error?.Error.Id);
        Assert.Equal(JobState.Failed, _harness.Job(job).State);
        Assert.Equal(error!.Error.ErrorCode, _harness.Job(job).ErrorCode);
        Assert.All(_harness.Tasks(job), task => Assert.Equal(TaskState.Failed, task.State));
        Assert.Empty(_harness.Started);
    }

    [Fact]
    public void A_job_that_needs_more_cores_than_there_are_fails_when_it_is_submitted()
    {
        var job = _harness.New(new JobProperties { MinCores = 5, MaxCores = 5 });
        _harness.Add(job, Task());
        Assert.Equal("HpcNotEnoughCores", _harness.Submit(job)?.Error.Id);
        Assert.Equal(JobState.Failed, _harness.Job(job).State);
    }

    [Fact]
    public void A_task_that_needs_more_cores_than_its_job_fails_it()
    {
        var job = _harness.New(new JobProperties { MinCores = 1, MaxCores = 1 });
        _harness.Add(job, Task() with { MinCores = 2, MaxCores = 2 });
        Assert.Equal("HpcTaskExceedsJob", _harness.Submit(job)?.Error.Id);
    }

    [Fact]
    public void A_job_of_a_node_release_task_alone_fails()
    {
        var job = _harness.New();
        _harness.Add(job, Task() with { Type = TaskType.NodeRelease });
        Assert.Equal("HpcOnlyNodeReleaseTasks", _harness.Submit(job)?.Error.Id);
    }

    [Fact]
    public void A_second_node_release_task_is_refused()
    {
        var job = _harness.New();
        _harness.Add(job, Task() with { Type = TaskType.NodeRelease });
        Assert.Equal("HpcMultipleNodeReleaseTasks", Assert.Throws<SchedulerException>(
            () => _harness.Add(job, Task() with { Type = TaskType.NodeRelease })).Error.Id);
    }

    [Fact]
    public void A_submitted_job_is_refused_where_it_cannot_be_submitted()
    {
        var job = _harness.New();
        _harness.Add(job, Task());
        _harness.Submit(job);
        Assert.Equal("HpcJobNotSubmittable", Assert.Throws<SchedulerException>(() => _harness.Submit(job)).Error.Id);
        _harness.Exit(job, 1);
        Assert.Equal("HpcJobNotSubmittable", Assert.Throws<SchedulerException>(() => _harness.Submit(job)).Error.Id);
        Assert.Equal("HpcTaskNotAddable", Assert.Throws<SchedulerException>(() => _harness.Add(job, Task())).Error.Id);
    }

    [Theory]
    [InlineData("HpcClusterPropertyNotFound", "NoSuchProperty", "1")]
    [InlineData("HpcValueOutOfRange", "TaskCancelGracePeriod", "-1")]
    [InlineData("HpcValueOutOfRange", "taskcancelgraceperiod", "soon")]
    public void A_bad_cluster_property_is_refused_with_those_beside_it(string id, string name, string value)
    {
        var request = new SetClusterProperty([new HpcVariable("TtlCompletedJobs", "9"), new HpcVariable(name, value)]);
        Assert.Equal(id, Assert.Throws<SchedulerException>(() => _harness.Turn(core =>
        {
            core.Handle(request, CoreHarness.Administrator);
            return true;
        })).Error.Id);
        Assert.Equal(5, _harness.Core.ClusterProperties.TtlCompletedJobs);
    }

    private static TaskProperties Task() => new() { CommandLine = "true" };
}
