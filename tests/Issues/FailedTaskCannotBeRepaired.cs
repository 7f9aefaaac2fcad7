using HpcScheduler.Core;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// A task that had failed could be changed neither in its job that was Configuring again nor in the one that was submitted again: its command
/// line stayed wrong for ever.
/// </summary>
public sealed class FailedTaskCannotBeRepaired
{
    private readonly CoreHarness _harness = new();

    [Fact]
    public void A_failed_task_is_changed_and_runs_again_and_the_finished_one_is_kept()
    {
        var job = _harness.Submitted("good", "bad");
        _harness.Exit(job, 1);
        _harness.Exit(job, 2, 3);
        Assert.Equal(JobState.Failed, _harness.Job(job).State);
        Configure(job);
        _harness.SetTask(job, 2, new TaskProperties { CommandLine = "better" });
        var task = _harness.Task(job, 2);
        Assert.Equal((TaskState.Configuring, TaskState.Failed, 1), (task.State, task.PreviousState, task.RequeueCount));
        Assert.Equal((null, null, null, ""), (task.ExitCode, task.EndTime, task.SubmitTime, task.ErrorMessage));
        Refused(job, 1, TaskState.Finished);
        Submit(job);
        Assert.Equal(["good", "bad", "better"], _harness.Started);
        _harness.Exit(job, 2);
        Assert.Equal((JobState.Finished, 2), (_harness.Job(job).State, _harness.Job(job).Counts.Finished));
    }

    [Fact]
    public void What_was_canceled_before_it_ran_is_changed_as_well()
    {
        var job = _harness.Submitted(Some.Cores(1), Some.Task("one"), Some.Task("two"), Some.Task("three"));
        _harness.StopTask(job, 2);
        _harness.Stop(job, force: true);
        _harness.Killed(job, 1);
        Assert.Equal([TaskState.Failed, TaskState.Canceled, TaskState.Queued], _harness.Tasks(job).Select(task => task.State));
        Configure(job);
        foreach (var task in new[] { 1, 2, 3 })
            _harness.SetTask(job, task, new TaskProperties { CommandLine = $"new {task}" });
        Submit(job);
        foreach (var task in new[] { 1, 2, 3 })
            _harness.Exit(job, task);
        Assert.Equal(["one", "new 1", "new 2", "new 3"], _harness.Started);
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
    }

    [Fact]
    public void A_sweep_keeps_its_finished_parts_and_runs_the_others_with_what_is_said_now()
    {
        var job = _harness.Submitted(Some.Cores(1), Some.Sweep(3));
        _harness.Exit(job, 1, 0, 1);
        _harness.Exit(job, 1, 3, 2);
        _harness.Stop(job, force: true);
        _harness.Killed(job, 1, 3);
        Configure(job);
        _harness.SetTask(job, 1, new TaskProperties { CommandLine = "piece *" });
        _harness.SetTask(job, 1, new TaskProperties { CommandLine = "slice *" });
        Assert.Same(SchedulerErrors.TaskRangeNotModifiable, Assert.Throws<SchedulerException>(
            () => _harness.SetTask(job, 1, new TaskProperties { EndValue = 5 })).Error);
        Submit(job);
        _harness.Exit(job, 1, 0, 2);
        _harness.Exit(job, 1, 0, 3);
        Assert.Equal(["part 1", "part 2", "part 3", "slice 2", "slice 3"], _harness.Started);
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
    }

    [Fact]
    public void A_failed_task_becomes_a_sweep()
    {
        var job = _harness.Submitted("bad *");
        _harness.Exit(job, 1, 3);
        Configure(job);
        _harness.SetTask(job, 1, new TaskProperties { Type = TaskType.ParametricSweep, EndValue = 2 });
        Submit(job);
        _harness.Exit(job, 1, 0, 1);
        _harness.Exit(job, 1, 0, 2);
        Assert.Equal(["bad *", "bad 1", "bad 2"], _harness.Started);
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
    }

    [Fact]
    public void Node_preparation_that_failed_is_repaired()
    {
        var job = _harness.Submitted(Some.Cores(1), Some.NodePrep, Some.Task("work"));
        _harness.Exit(job, 1, 3, 1);
        Assert.Equal(JobState.Failed, _harness.Job(job).State);
        Configure(job);
        _harness.SetTask(job, 1, new TaskProperties { CommandLine = "better" });
        Submit(job);
        _harness.Exit(job, 1, 0, 1);
        _harness.Exit(job, 2);
        Assert.Equal(["prepare", "better", "work"], _harness.Started);
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
    }

    [Theory]
    [InlineData(JobState.Failed)]
    [InlineData(JobState.Queued)]
    public void In_a_job_that_is_not_Configuring_it_is_refused_with_the_way_to_do_it(JobState state)
    {
        var job = _harness.Submitted("bad");
        _harness.Exit(job, 1, 3);
        if (state == JobState.Queued)
        {
            _harness.SetJob(job, new JobProperties { HoldUntil = _harness.Now.AddHours(1).UtcDateTime });
            Submit(job);
        }

        Assert.Equal(state, _harness.Job(job).State);
        Refused(job, 1, state == JobState.Queued ? TaskState.Queued : TaskState.Failed);
    }

    [Fact]
    public void A_repaired_task_is_there_for_the_next_host()
    {
        var job = _harness.Submitted("bad");
        _harness.Exit(job, 1, 3);
        Configure(job);
        _harness.SetTask(job, 1, new TaskProperties { CommandLine = "better" });
        _harness.Restart();
        Submit(job);
        Assert.Equal(["bad", "better"], _harness.Started);
    }

    private void Configure(int job)
    {
        Assert.Null(_harness.SetJob(job, new JobProperties { RunTime = TimeSpan.FromHours(1) }));
        Assert.Equal(JobState.Configuring, _harness.Job(job).State);
    }

    private void Submit(int job) => Assert.Null(_harness.Submit(job));

    private void Refused(int job, int task, TaskState state)
    {
        var before = _harness.Task(job, task);
        var error = Assert.Throws<SchedulerException>(() => _harness.SetTask(job, task, Some.Task("other")));
        Assert.Equal("HpcTaskNotModifiable", error.Error.Id);
        Assert.Contains(state.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Contains("Set-HpcJob", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, _harness.Task(job, task));
    }
}
