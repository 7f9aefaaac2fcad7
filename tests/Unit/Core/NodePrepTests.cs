using HpcScheduler.Core;
using HpcScheduler.Core.Ports;

namespace HpcScheduler.Unit.Core;

/// <summary>
/// The preparation of a node, and what becomes of a job whose node cannot be prepared (scheduler reference, sections 2.3, T27, and 7.3).
/// </summary>
public sealed class NodePrepTests
{
    private readonly CoreHarness _harness = new();

    [Fact]
    public void It_runs_once_before_all_tasks_beside_the_cores_of_its_job()
    {
        var job = Prepared(Some.Cores(4), Some.Sweep(4));
        Assert.Equal(["prepare"], _harness.Started);
        Assert.Equal((0, 4), (_harness.Task(job, 1, 1).AllocatedCores, _harness.Job(job).AllocatedCores));
        Assert.Equal(TaskState.Running, _harness.Task(job, 1).State);
        _harness.Start(job, 1, 1);
        Assert.Single(_harness.Started);
        _harness.Exit(job, 1, 0, 1);
        Assert.Equal(["prepare", "part 1", "part 2", "part 3", "part 4"], _harness.Started);
        Assert.Equal(TaskState.Finished, _harness.Task(job, 1).State);
    }

    [Fact]
    public void It_runs_again_in_the_next_run_of_its_job()
    {
        var job = Prepared(new JobProperties(), Some.Task("bad"));
        _harness.Exit(job, 1, 0, 1);
        _harness.Exit(job, 2, 1);
        Assert.Null(_harness.RestartJob(job));
        _harness.Exit(job, 1, 0, 1);
        Assert.Equal(["prepare", "bad", "prepare", "bad"], _harness.Started);
        Assert.Equal(1, _harness.Task(job, 1, 1).RequeueCount);
    }

    [Fact]
    public void It_runs_again_when_a_failed_task_of_its_job_does()
    {
        var job = Prepared(new JobProperties(), Some.Task("bad"));
        _harness.Exit(job, 1, 0, 1);
        _harness.Exit(job, 2, 1);
        Assert.Null(_harness.RestartTask(job, 2));
        Assert.Equal(["prepare", "bad", "prepare"], _harness.Started);
    }

    [Fact]
    public void A_job_of_which_it_failed_by_an_exit_code_can_be_queued_again()
    {
        var job = Prepared(new JobProperties(), Some.Task("work"));
        _harness.Exit(job, 1, 1, 1);
        Assert.Equal((JobState.Failed, ReasonCodes.NodePrepTaskFailure), (_harness.Job(job).State, _harness.Job(job).ErrorCode));
        Assert.Equal((TaskState.Failed, ReasonCodes.NodePrepTaskFailure), (_harness.Task(job, 1, 1).State, _harness.Task(job, 1, 1).ErrorCode));
        Assert.Equal(0, _harness.Job(job).AutoRequeueCount);
        Assert.Null(_harness.Job(job).Properties.ExcludedNodes);
        Assert.Null(_harness.RestartJob(job));
        _harness.Exit(job, 1, 0, 1);
        _harness.Exit(job, 2);
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
    }

    [Theory]
    [InlineData(AttemptOutcome.WorkDirFailed)]
    [InlineData(AttemptOutcome.StdinFailed)]
    public void A_folder_or_file_that_cannot_be_opened_fails_the_job(AttemptOutcome outcome)
    {
        var job = Prepared(new JobProperties(), Some.Task("work"));
        _harness.Ended(outcome, job, 1, 1, "No such file: /missing");
        Assert.Equal((JobState.Failed, ReasonCodes.NodePrepTaskFailure), (_harness.Job(job).State, _harness.Job(job).ErrorCode));
        Assert.Contains("/missing", _harness.Job(job).ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void With_no_retries_a_system_failure_fails_the_job()
    {
        _harness.Set("JobRetryCount", 0);
        var job = Prepared(new JobProperties(), Some.Task("work"));
        _harness.Ended(AttemptOutcome.StartFailed, job, 1, 1);
        Assert.Equal((JobState.Failed, ReasonCodes.ResourceFailure), (_harness.Job(job).State, _harness.Job(job).ErrorCode));
    }

    [Fact]
    public void A_job_that_is_retried_keeps_its_place_and_releases_no_node()
    {
        var job = Prepared(Some.Cores(4), Some.Task("work"), Some.NodeRelease);
        _harness.Submitted(Some.Cores(4), Some.Task("waits"));
        _harness.Ended(AttemptOutcome.Lost, job, 1, 1);
        Assert.Equal(["prepare", "prepare"], _harness.Started);
    }

    [Fact]
    public void A_job_that_a_user_queues_again_is_retried_as_often_as_before()
    {
        _harness.Set("JobRetryCount", 1);
        var job = Prepared(new JobProperties(), Some.Task("work"));
        _harness.Ended(AttemptOutcome.Lost, job, 1, 1);
        _harness.Ended(AttemptOutcome.Lost, job, 1, 1);
        Assert.Equal(JobState.Failed, _harness.Job(job).State);
        Assert.Null(_harness.RestartJob(job));
        Assert.Equal((1, 0), (_harness.Job(job).RequeueCount, _harness.Job(job).AutoRequeueCount));
        _harness.Ended(AttemptOutcome.Lost, job, 1, 1);
        Assert.Equal(JobState.Running, _harness.Job(job).State);
    }

    [Fact]
    public void A_user_who_stops_it_fails_the_job()
    {
        var job = Prepared(new JobProperties(), Some.Task("work"));
        _harness.StopTask(job, 1, message: "wrong node", force: true);
        _harness.Killed(job, 1, 1);
        Assert.Equal((JobState.Failed, ReasonCodes.NodePrepTaskFailure), (_harness.Job(job).State, _harness.Job(job).ErrorCode));
        Assert.Contains("wrong node", _harness.Job(job).ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_who_finishes_it_lets_the_tasks_start()
    {
        var job = Prepared(new JobProperties(), Some.Task("work"));
        _harness.StopTask(job, 1, finish: true);
        _harness.Killed(job, 1, 1);
        Assert.Equal(["prepare", "work"], _harness.Started);
    }

    [Fact]
    public void It_is_stopped_with_its_job()
    {
        var job = Prepared(new JobProperties(), Some.Task("work"), Some.NodeRelease);
        _harness.Stop(job);
        Assert.Single(_harness.Effects.OfType<Effect.Stop>());
        _harness.Killed(job, 1, 1);
        _harness.Exit(job, 3, 0, 1);
        Assert.Equal(["prepare", "release"], _harness.Started);
        Assert.Equal((JobState.Canceled, TaskState.Queued), (_harness.Job(job).State, _harness.Task(job, 2).State));
    }

    [Fact]
    public void A_second_one_is_refused()
    {
        var job = _harness.New();
        _harness.Add(job, Some.NodePrep);
        Assert.Same(SchedulerErrors.MultipleNodePrepTasks, Assert.Throws<SchedulerException>(() => _harness.Add(job, Some.NodePrep)).Error);
    }

    private int Prepared(JobProperties properties, params TaskProperties[] tasks) => _harness.Submitted(
        properties, [Some.NodePrep, .. tasks]);
}
