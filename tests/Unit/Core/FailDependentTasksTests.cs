namespace HpcScheduler.Unit.Core;

/// <summary>Tasks that fail because others did that they depend on (scheduler reference, section 2.3, T25).</summary>
public sealed class FailDependentTasksTests
{
    private readonly CoreHarness _harness = new();

    [Fact]
    public void A_chain_of_a_thousand_tasks_fails_with_the_first()
    {
        const int length = 1000;
        var job = _harness.Submitted(
            new JobProperties { FailDependentTasks = true },
            [Some.Named("1"), .. Enumerable.Range(2, length - 1).Select(number => Some.Named($"{number}", $"{number - 1}"))]);
        _harness.Exit(job, 1, 1);
        Assert.All(_harness.Tasks(job), task => Assert.Equal(TaskState.Failed, task.State));
        Assert.Equal($"Task 1.{length - 1}, which it depends on, is Failed.", _harness.Task(job, length).ErrorMessage);
        Assert.Equal(ReasonCodes.FailDependentTasks, _harness.Task(job, length).ErrorCode);
        Assert.Equal(JobState.Failed, _harness.Job(job).State);
        Assert.StartsWith("Task 1.1 failed", _harness.Job(job).ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_those_fail_that_depend_on_what_failed()
    {
        var job = Job(
            Some.Named("bad"),
            Some.Named("good"),
            Some.Named("after bad", "bad"),
            Some.Named("after good", "good"),
            Some.Named("after both", "good", "bad"));
        _harness.Exit(job, 1, 1);
        Assert.Equal(TaskState.Failed, _harness.Task(job, 3).State);
        Assert.Equal(TaskState.Failed, _harness.Task(job, 5).State);
        _harness.Exit(job, 2);
        Assert.Equal(["bad", "good", "after good"], _harness.Started);
    }

    [Fact]
    public void A_sweep_fails_with_all_its_sub_tasks()
    {
        var job = Job(Some.Named("bad"), Some.Sweep(5) with { Name = "sweep", Depend = ["bad"] }, Some.Named("after", "sweep"));
        _harness.StopTask(job, 2, subTask: 3);
        _harness.Exit(job, 1, 1);
        Assert.Equal((TaskState.Failed, ReasonCodes.FailDependentTasks), (_harness.Task(job, 2).State, _harness.Task(job, 2).ErrorCode));
        Assert.Equal(TaskState.Failed, _harness.Task(job, 3).State);
        var counts = _harness.Job(job).Counts;
        Assert.Equal((6, 1, 0), (counts.Failed, counts.Canceled, counts.Queued));
        Assert.Equal(JobState.Failed, _harness.Job(job).State);
    }

    [Fact]
    public void A_sweep_with_a_failed_sub_task_fails_its_dependents_once_it_has_ended()
    {
        var job = Job(Some.Sweep(2) with { Name = "sweep" }, Some.Named("after", "sweep"));
        _harness.Exit(job, 1, 1, 1);
        Assert.Equal(TaskState.Queued, _harness.Task(job, 2).State);
        _harness.Exit(job, 1, 0, 2);
        Assert.Equal(TaskState.Failed, _harness.Task(job, 2).State);
    }

    [Fact]
    public void A_failure_that_is_retried_fails_nobody()
    {
        var job = _harness.Submitted(
            new JobProperties { FailDependentTasks = true, TaskExecutionFailureRetryLimit = 1 },
            Some.Named("work"),
            Some.Named("after", "work"));
        _harness.Exit(job, 1, 1);
        Assert.Equal(TaskState.Queued, _harness.Task(job, 2).State);
        _harness.Exit(job, 1);
        Assert.Equal(["work", "work", "after"], _harness.Started);
    }

    [Fact]
    public void A_task_that_is_added_after_the_failure_fails_at_once()
    {
        var job = Job(Some.Named("bad"), Some.Named("other"));
        _harness.Exit(job, 1, 1);
        _harness.Add(job, Some.Named("late", "bad"));
        Assert.Equal((TaskState.Failed, ReasonCodes.FailDependentTasks), (_harness.Task(job, 3).State, _harness.Task(job, 3).ErrorCode));
        Assert.Equal(JobState.Running, _harness.Job(job).State);
    }

    [Fact]
    public void A_queued_job_whose_tasks_have_all_failed_or_been_canceled_is_Failed()
    {
        _harness.Submitted(Some.Cores(4), Some.Task("before"));
        var job = Job(Some.Named("first"), Some.Named("second", "first"), Some.Named("third", "second"));
        _harness.StopTask(job, 1);
        Assert.Equal([TaskState.Canceled, TaskState.Failed, TaskState.Failed], _harness.Tasks(job).Select(task => task.State));
        Assert.Equal((JobState.Queued, JobState.Failed), (_harness.Job(job).PreviousState, _harness.Job(job).State));
        Assert.Equal(ReasonCodes.TaskFailure, _harness.Job(job).ErrorCode);
        Assert.StartsWith(
            "Task 2.2 failed: Task 2.1, which it depends on, is Canceled.", _harness.Job(job).ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dependent_with_FailJobOnFailure_fails_the_job()
    {
        var job = Job(Some.Named("bad"), Some.Named("vital", "bad") with { FailJobOnFailure = true }, Some.Named("other"));
        _harness.Exit(job, 1, 1);
        Assert.Equal(JobState.Canceling, _harness.Job(job).State);
        _harness.Killed(job, 3);
        Assert.Equal(JobState.Failed, _harness.Job(job).State);
        Assert.StartsWith("Task 1.2 failed", _harness.Job(job).ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Queued_again_with_its_job_a_failed_chain_runs()
    {
        var job = Job(Some.Named("first"), Some.Named("second", "first"), Some.Named("third", "second"));
        _harness.Exit(job, 1, 1);
        Assert.Null(_harness.RestartJob(job));
        for (var task = 1; task <= 3; task++)
            _harness.Exit(job, task);
        Assert.Equal(["first", "first", "second", "third"], _harness.Started);
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
    }

    [Fact]
    public void Queued_again_alone_a_dependent_fails_again()
    {
        var job = Job(Some.Named("bad"), Some.Named("after", "bad"), Some.Named("other"));
        _harness.Exit(job, 1, 1);
        Assert.Null(_harness.RestartTask(job, 2));
        Assert.Equal(TaskState.Failed, _harness.Task(job, 2).State);
        Assert.DoesNotContain("after", _harness.Started);
    }

    private int Job(params TaskProperties[] tasks) => _harness.Submitted(new JobProperties { FailDependentTasks = true }, tasks);
}
