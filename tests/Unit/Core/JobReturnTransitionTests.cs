using HpcScheduler.Core;
using HpcScheduler.Core.Lifecycle;

namespace HpcScheduler.Unit.Core;

/// <summary>
/// A job that is changed, queued again, left by its parents, removed, or taken over by another host, row by row (scheduler reference,
/// section 2.2); each test is named after its row.
/// </summary>
public sealed class JobReturnTransitionTests
{
    private readonly CoreHarness _harness = new();

    [Theory]
    [InlineData(JobState.Canceled)]
    [InlineData(JobState.Failed)]
    public void J29_A_job_that_ended_badly_is_Configuring_again_when_it_is_changed(JobState state)
    {
        var job = InState.Job(_harness, state);
        Assert.Null(_harness.SetJob(job, new JobProperties { RunTime = TimeSpan.FromHours(1) }));
        var record = _harness.Job(job);
        Assert.Equal((state, JobState.Configuring), (record.PreviousState, record.State));
        Assert.Equal(1, record.RequeueCount);
        Assert.Equal((ReasonCodes.None, "", CancelRequest.None), (record.ErrorCode, record.ErrorMessage, record.CancelRequest));
        Assert.Equal((null, null, null), (record.StartTime, record.EndTime, record.CanceledBy));
        Assert.Null(_harness.Submit(job));
        Assert.Equal(["work", "work"], _harness.Started);
    }

    [Theory]
    [InlineData(JobState.Submitted)]
    [InlineData(JobState.Validating)]
    [InlineData(JobState.Running)]
    [InlineData(JobState.Finishing)]
    [InlineData(JobState.Canceling)]
    public void J29_A_job_in_another_state_cannot_be_configured(JobState state) =>
        Assert.False(JobLifecycle.Allows(state, JobEvent.Configure));

    [Fact]
    public void J30_A_queued_job_is_submitted_again_by_itself_when_it_is_changed()
    {
        InState.Job(_harness, JobState.Running);
        _harness.Submitted(Some.Cores(4), Some.Task("next"));
        var job = _harness.Submitted("work");
        var before = _harness.Job(job);
        _harness.Now += TimeSpan.FromMinutes(1);
        Assert.Null(_harness.SetJob(job, new JobProperties { CustomProperties = ["ticket=4711"] }));
        var record = _harness.Job(job);
        Assert.Equal((JobState.Validating, JobState.Queued), (record.PreviousState, record.State));
        Assert.Equal(["ticket=4711"], record.Properties.CustomProperties);
        Assert.Equal(
            (before.SubmitTime, before.QueueOrder, before.RequeueCount), (record.SubmitTime, record.QueueOrder, record.RequeueCount));
        Assert.Equal(PendingReason.JobSubmittedEarlier, record.PendingReason);
        Assert.Equal([JobHistoryEvent.PropChange, JobHistoryEvent.Submitted], _harness.History(job).TakeLast(2).Select(row => row.Event));
    }

    [Fact]
    public void J31_A_finished_job_is_not_changed()
    {
        var job = InState.Job(_harness, JobState.Finished);
        var before = _harness.Job(job);
        var history = _harness.History(job).Count;
        var error = Assert.Throws<SchedulerException>(() => _harness.SetJob(job, new JobProperties { Name = "again" }));
        Assert.Same(SchedulerErrors.FinishedJobNotModifiable, error.Error);
        Assert.Equal(before, _harness.Job(job));
        Assert.Equal(history, _harness.History(job).Count);
    }

    [Theory]
    [InlineData(JobState.Canceled)]
    [InlineData(JobState.Failed)]
    public void J32_A_job_that_is_queued_again_is_the_first_of_its_priority(JobState state)
    {
        var job = InState.Job(_harness, state);
        var running = _harness.Submitted(Some.Cores(4), Some.Task("before"));
        _harness.Submitted(Some.Cores(4), Some.Task("waits"));
        _harness.Now += TimeSpan.FromMinutes(1);
        Assert.Null(_harness.RestartJob(job));
        var record = _harness.Job(job);
        Assert.Equal((JobState.Validating, JobState.Queued), (record.PreviousState, record.State));
        Assert.Equal((1, 0), (record.RequeueCount, record.AutoRequeueCount));
        Assert.Equal((ReasonCodes.None, "", CancelRequest.None), (record.ErrorCode, record.ErrorMessage, record.CancelRequest));
        Assert.Equal((_harness.Now, null), (record.SubmitTime, record.EndTime));
        Assert.Equal(JobHistoryEvent.Requeued, _harness.History(job)[^1].Event);
        _harness.Started.Clear();
        _harness.Exit(running, 1);
        Assert.Equal(["work"], _harness.Started);
    }

    [Theory]
    [InlineData(JobState.Configuring)]
    [InlineData(JobState.Queued)]
    [InlineData(JobState.Running)]
    [InlineData(JobState.Finished)]
    public void J32_A_job_in_another_state_is_not_queued_again(JobState state)
    {
        var job = InState.Job(_harness, state);
        var error = Assert.Throws<SchedulerException>(() => _harness.RestartJob(job));
        Assert.Same(SchedulerErrors.JobNotRestartable, error.Error);
        Assert.Contains(state.ToString(), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(JobState.Failed)]
    [InlineData(JobState.Canceled)]
    public void J33_A_job_whose_parent_ended_badly_waits_until_that_is_queued_again(JobState state)
    {
        var parent = _harness.Submitted("parent");
        var child = _harness.Submitted(new JobProperties { ParentJobIds = [parent] }, Some.Task("child"));
        Assert.Equal(PendingReason.ParentJobsNotFinished, _harness.Job(child).PendingReason);
        if (state == JobState.Canceled)
            _harness.Stop(parent, force: true);
        _harness.Exit(parent, 1, 1);
        Assert.Equal(state, _harness.Job(parent).State);
        Assert.Equal(
            (JobState.Queued, PendingReason.ParentJobsCanceledOrFailed), (_harness.Job(child).State, _harness.Job(child).PendingReason));
        Assert.Null(_harness.RestartJob(parent));
        Assert.Equal(PendingReason.ParentJobsNotFinished, _harness.Job(child).PendingReason);
        _harness.Exit(parent, 1);
        Assert.Equal(JobState.Running, _harness.Job(child).State);
    }

    [Fact]
    public void J34_A_job_whose_parent_is_deleted_is_Canceled()
    {
        var parent = _harness.Submitted("parent");
        var child = _harness.Submitted(new JobProperties { ParentJobIds = [parent] }, Some.Task("child"));
        _harness.Exit(parent, 1, 1);
        _harness.RemoveJob(parent);
        var record = _harness.Job(child);
        Assert.Equal((JobState.Queued, JobState.Canceled), (record.PreviousState, record.State));
        Assert.Equal((ReasonCodes.ParentJobsDeleted, CancelRequest.ParentJobsDeleted), (record.ErrorCode, record.CancelRequest));
        Assert.Contains("parent job 1", record.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("owner", record.CanceledBy);
        Assert.Equal(TaskState.Queued, _harness.Task(child, 1).State);
        Assert.Equal(["parent"], _harness.Started);
    }

    [Fact]
    public void J35_A_job_that_was_never_submitted_is_deleted_with_its_tasks()
    {
        var job = InState.Job(_harness, JobState.Configuring);
        _harness.Add(job, "work");
        _harness.RemoveJob(job);
        Assert.False(_harness.Exists(job));
        Assert.Empty(_harness.Tasks(job));
        Assert.Empty(_harness.History(job));
        Assert.Equal(job, Assert.Single(_harness.Effects.OfType<Effect.Forget>()).JobId);
    }

    [Fact]
    public void J35_A_job_that_was_submitted_once_is_not_deleted_while_it_is_Configuring()
    {
        var job = InState.Job(_harness, JobState.Canceled);
        _harness.SetJob(job, new JobProperties { RunTime = TimeSpan.FromHours(1) });
        Assert.Same(SchedulerErrors.JobNotRemovable, Assert.Throws<SchedulerException>(() => _harness.RemoveJob(job)).Error);
        Assert.True(_harness.Exists(job));
    }

    [Theory]
    [InlineData(JobState.Finished)]
    [InlineData(JobState.Failed)]
    [InlineData(JobState.Canceled)]
    public void J36_A_job_is_deleted_when_its_time_to_live_has_passed(JobState state)
    {
        var job = InState.Job(_harness, state);
        _harness.Pass(TimeSpan.FromDays(_harness.Settings.TtlCompletedJobs));
        Assert.True(_harness.Exists(job));
        _harness.Pass(TimeSpan.FromHours(_harness.Settings.JobCleanUpHour));
        Assert.False(_harness.Exists(job));
        Assert.Empty(_harness.History(job));
        Assert.Equal(job, Assert.Single(_harness.Effects.OfType<Effect.Forget>()).JobId);
    }

    [Theory]
    [InlineData(JobState.Configuring)]
    [InlineData(JobState.Queued)]
    [InlineData(JobState.Running)]
    [InlineData(JobState.Finishing)]
    [InlineData(JobState.Canceling)]
    [InlineData(JobState.Finished)]
    [InlineData(JobState.Failed)]
    [InlineData(JobState.Canceled)]
    public void J37_A_job_is_in_the_next_host_what_it_was(JobState state)
    {
        var job = InState.Job(_harness, state);
        var before = _harness.Job(job);
        var running = _harness.Running.Values.ToList();
        _harness.Restart();
        Assert.Equal(before, _harness.Job(job));
        Assert.Equal(running, _harness.Effects.OfType<Effect.Adopt>().Select(adopt => adopt.Attempt.Key));
        Assert.Empty(_harness.Effects.OfType<Effect.Start>());
    }
}
