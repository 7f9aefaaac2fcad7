using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Core;

/// <summary>A job made as the copy of another (scheduler reference, section 5.4).</summary>
public sealed class CopyJobTests
{
    private readonly CoreHarness _harness = new();

    [Theory]
    [InlineData(JobState.Configuring)]
    [InlineData(JobState.Queued)]
    [InlineData(JobState.Running)]
    [InlineData(JobState.Canceling)]
    [InlineData(JobState.Finished)]
    [InlineData(JobState.Failed)]
    [InlineData(JobState.Canceled)]
    public void A_job_in_any_state_is_copied_and_stays_as_it_is(JobState state)
    {
        var source = InState.Job(_harness, state);
        var before = _harness.Job(source);
        var job = Copy(source);
        Assert.Equal(before, _harness.Job(source));
        Assert.Equal(
            (JobState.Configuring, 0, null), (_harness.Job(job).State, _harness.Job(job).RequeueCount, _harness.Job(job).SubmitTime));
        Assert.Equal(
            _harness.Tasks(source).Select(task => (task.Key.TaskId, task.Properties.CommandLine, TaskState.Configuring)),
            _harness.Tasks(job).Select(task => (task.Key.TaskId, task.Properties.CommandLine, task.State)));
        Assert.Equal([JobHistoryEvent.Created], _harness.History(job).Select(row => row.Event));
    }

    [Fact]
    public void All_that_was_said_of_job_and_tasks_is_copied()
    {
        var properties = new JobProperties
        {
            Name = "name", Project = "project", ExpandedPriority = 3000, MinCores = 1, MaxCores = 2, RunTime = TimeSpan.FromHours(1),
            Exclusive = true, FailOnTaskFailure = true, TaskExecutionFailureRetryLimit = 2, ValidExitCodes = "0,3", JobEnv = ["A=1"],
            CustomProperties = ["a=1"], License = ["solver:1"], EmailAddress = "admin@example.org",
            AutoCalculateMin = false, AutoCalculateMax = false,
        };
        TaskProperties[] tasks =
        [
            Some.NodePrep, Some.Sweep(9) with { Name = "sweep", Env = ["B=2"] }, Some.Named("after", "sweep") with { Rerunnable = false },
        ];
        var source = _harness.Turn(core => core.Handle(new NewJob(properties, tasks), CoreHarness.Owner).Id);
        var job = Copy(source);
        Assert.Equivalent(properties, _harness.Job(job).Properties, strict: true);
        Assert.Equivalent(
            _harness.Tasks(source).Select(task => task.Properties), _harness.Tasks(job).Select(task => task.Properties), strict: true);
    }

    [Fact]
    public void What_belongs_to_the_one_job_is_not_copied()
    {
        var parent = _harness.Submitted("parent");
        var source = _harness.New(new JobProperties
        {
            ParentJobIds = [parent], HoldUntil = _harness.Now.AddHours(1).UtcDateTime, Progress = 30, ProgressMessage = "a third",
        });
        _harness.SetJob(new SetJob(source, new JobProperties(), AddExcludedNodes: ["node"]), CoreHarness.Owner);
        var job = _harness.Job(Copy(source));
        Assert.Equal(
            (null, null, null, null),
            (job.Properties.ParentJobIds, job.Properties.ExcludedNodes, job.Properties.Progress, job.Properties.ProgressMessage));
        Assert.Null(job.HoldUntil);
    }

    [Fact]
    public void What_is_said_of_the_copy_wins_and_its_tasks_come_last()
    {
        var source = _harness.Submitted(new JobProperties { Name = "first", Project = "project" }, Some.Task("work"));
        var request = new NewJob(new JobProperties { Name = "second" }, [Some.Task("more")], source);
        var job = _harness.Turn(core => core.Handle(request, CoreHarness.Administrator).Id);
        Assert.Equal(
            ("second", "project", "admin"),
            (_harness.Job(job).Properties.Name, _harness.Job(job).Properties.Project, _harness.Job(job).Owner));
        Assert.Equal(["work", "more"], _harness.Tasks(job).Select(task => task.Properties.CommandLine));
    }

    [Fact]
    public void Tasks_that_the_copy_cannot_have_together_are_refused()
    {
        var source = _harness.Submitted(new JobProperties(), Some.NodePrep, Some.Task("work"));
        Assert.Same(SchedulerErrors.MultipleNodePrepTasks, Assert.Throws<SchedulerException>(
            () => _harness.Turn(core => core.Handle(new NewJob(new JobProperties(), [Some.NodePrep], source), CoreHarness.Owner))).Error);
        Assert.False(_harness.Exists(source + 1));
    }

    [Fact]
    public void Only_its_owner_and_administrators_may_copy_a_job_and_it_must_exist()
    {
        var source = _harness.New();
        Assert.Same(SchedulerErrors.PermissionDenied, Assert.Throws<SchedulerException>(
            () => _harness.Turn(core => core.Handle(new NewJob(new JobProperties(), CopyOf: source), CoreHarness.Stranger))).Error);
        Assert.Same(SchedulerErrors.JobNotFound, Assert.Throws<SchedulerException>(() => Copy(99)).Error);
    }

    private int Copy(int source) =>
        _harness.Turn(core => core.Handle(new NewJob(new JobProperties(), CopyOf: source), CoreHarness.Owner).Id);
}
