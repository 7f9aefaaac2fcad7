using HpcScheduler.Core;

namespace HpcScheduler.Unit.Core;

/// <summary>
/// A job that is stopped, row by row (scheduler reference, section 2.2); each test is named after its row. The clauses of the cancel have tests of
/// their own.
/// </summary>
public sealed class JobStopTransitionTests
{
    private readonly CoreHarness _harness = new();

    [Theory]
    [InlineData(JobState.Configuring)]
    [InlineData(JobState.Submitted)]
    [InlineData(JobState.Validating)]
    [InlineData(JobState.Queued)]
    public void J16_A_job_that_holds_no_cores_is_Canceled_at_once(JobState state)
    {
        var job = InState.Job(_harness, state);
        _harness.Stop(job, "no more");
        var record = _harness.Job(job);
        Assert.Equal((state, JobState.Canceled), (record.PreviousState, record.State));
        Assert.Equal((ReasonCodes.CanceledByUser, "no more"), (record.ErrorCode, record.ErrorMessage));
        Assert.Equal(_harness.Now, record.EndTime);
        Assert.DoesNotContain("work", _harness.Started);
        Assert.Equal(
            [JobHistoryEvent.CancelRequestReceived, JobHistoryEvent.Canceled], _harness.History(job).TakeLast(2).Select(row => row.Event));
        Assert.Equal("owner", _harness.History(job)[^1].Actor);
    }

    [Fact]
    public void J17_A_running_job_is_stopped_releases_its_node_and_is_Canceled()
    {
        var job = WithRelease();
        _harness.Stop(job, "enough");
        Assert.Equal((JobState.Running, JobState.Canceling), (_harness.Job(job).PreviousState, _harness.Job(job).State));
        Assert.Single(_harness.Effects.OfType<Effect.Stop>());
        _harness.Pass(TimeSpan.FromSeconds(15));
        Assert.Single(_harness.Effects.OfType<Effect.Kill>());
        _harness.Killed(job, 1);
        Assert.Equal(["work", "release"], _harness.Started);
        Assert.Null(_harness.Job(job).EndTime);
        _harness.Exit(job, 2, 0, 1);
        var record = _harness.Job(job);
        Assert.Equal((JobState.Canceling, JobState.Canceled), (record.PreviousState, record.State));
        Assert.Equal((ReasonCodes.CanceledByUser, "enough"), (record.ErrorCode, record.ErrorMessage));
        Assert.Equal(_harness.Now, record.EndTime);
        Assert.Equal(0, record.AllocatedCores);
    }

    [Theory]
    [InlineData(JobState.Running)]
    [InlineData(JobState.Canceling)]
    [InlineData(JobState.Finishing)]
    public void J18_A_forced_cancel_kills_at_once_and_releases_no_node(JobState state)
    {
        var job = WithRelease();
        if (state == JobState.Canceling)
            _harness.Stop(job);
        else if (state == JobState.Finishing)
            _harness.Stop(job, finish: true);
        _harness.Stop(job, "now", force: true);
        Assert.Single(_harness.Effects.OfType<Effect.Kill>());
        Assert.Empty(_harness.Effects.OfType<Effect.Stop>());
        _harness.Killed(job, 1);
        Assert.Equal((JobState.Canceling, JobState.Canceled), (_harness.Job(job).PreviousState, _harness.Job(job).State));
        Assert.Equal(CancelRequest.CancelForceByUser, _harness.Job(job).CancelRequest);
        Assert.Equal("now", _harness.Job(job).ErrorMessage);
        Assert.Equal(["work"], _harness.Started);
    }

    [Fact]
    public void J19_A_job_over_its_run_time_is_Canceled()
    {
        var job = _harness.Submitted(new JobProperties { RunTime = TimeSpan.FromMinutes(10) }, Some.Task("work"), Some.NodeRelease);
        _harness.Pass(TimeSpan.FromMinutes(10) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(JobState.Running, _harness.Job(job).State);
        _harness.Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal((JobState.Running, JobState.Canceling), (_harness.Job(job).PreviousState, _harness.Job(job).State));
        Assert.Single(_harness.Effects.OfType<Effect.Stop>());
        _harness.Killed(job, 1);
        _harness.Exit(job, 2, 0, 1);
        var record = _harness.Job(job);
        Assert.Equal((JobState.Canceling, JobState.Canceled), (record.PreviousState, record.State));
        Assert.Equal((ReasonCodes.JobRuntimeExpired, CancelRequest.Timeout), (record.ErrorCode, record.CancelRequest));
        Assert.Equal("", record.CanceledBy);
        Assert.Equal((TaskState.Failed, ReasonCodes.TasksJobCanceled), (_harness.Task(job, 1).State, _harness.Task(job, 1).ErrorCode));
        Assert.Equal(["work", "release"], _harness.Started);
    }

    [Fact]
    public void J20_A_queued_job_that_is_finished_is_Finished_at_once_and_runs_nothing()
    {
        var job = InState.Job(_harness, JobState.Queued);
        _harness.Stop(job, "not needed", finish: true);
        var record = _harness.Job(job);
        Assert.Equal((JobState.Queued, JobState.Finished), (record.PreviousState, record.State));
        Assert.Equal((ReasonCodes.FinishedByUser, "not needed"), (record.ErrorCode, record.ErrorMessage));
        Assert.Equal((TaskState.Canceled, ReasonCodes.TaskCanceledBeforeAssignment), (_harness.Task(job, 1).State, _harness.Task(job, 1).ErrorCode));
    }

    [Fact]
    public void J20_A_running_job_that_is_finished_releases_its_node_and_is_Finished_with_what_ran()
    {
        var job = WithRelease();
        _harness.Stop(job, "good enough", finish: true);
        Assert.Equal((JobState.Running, JobState.Finishing), (_harness.Job(job).PreviousState, _harness.Job(job).State));
        Assert.Single(_harness.Effects.OfType<Effect.Stop>());
        _harness.Killed(job, 1);
        _harness.Exit(job, 2, 0, 1);
        var record = _harness.Job(job);
        Assert.Equal((JobState.Finishing, JobState.Finished), (record.PreviousState, record.State));
        Assert.Equal((ReasonCodes.FinishedByUser, "good enough"), (record.ErrorCode, record.ErrorMessage));
        Assert.Equal((TaskState.Finished, ReasonCodes.TaskFinishedDuringExecution), (_harness.Task(job, 1).State, _harness.Task(job, 1).ErrorCode));
        Assert.Equal(["work", "release"], _harness.Started);
    }

    private int WithRelease()
    {
        var job = _harness.Submitted(new JobProperties(), Some.Task("work"), Some.NodeRelease);
        _harness.Start(job, 1);
        return job;
    }
}
