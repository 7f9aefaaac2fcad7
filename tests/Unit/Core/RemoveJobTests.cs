using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Core;

/// <summary>Jobs that are deleted on request.</summary>
public sealed class RemoveJobTests
{
    private readonly CoreHarness _harness = new();

    [Theory]
    [InlineData(JobState.Configuring)]
    [InlineData(JobState.Finished)]
    [InlineData(JobState.Failed)]
    [InlineData(JobState.Canceled)]
    public void A_job_that_has_ended_or_was_never_submitted_is_deleted_with_everything_of_it(JobState state)
    {
        var job = InState.Job(_harness, state);
        _harness.RemoveJob(job);
        Assert.False(_harness.Exists(job));
        Assert.Empty(_harness.Tasks(job));
        Assert.Empty(_harness.History(job));
        Assert.Equal(job, Assert.Single(_harness.Effects.OfType<Effect.Forget>()).JobId);
        Assert.Same(SchedulerErrors.JobNotFound, Assert.Throws<SchedulerException>(() => _harness.RemoveJob(job)).Error);
    }

    [Theory]
    [InlineData(JobState.Submitted)]
    [InlineData(JobState.Validating)]
    [InlineData(JobState.Queued)]
    [InlineData(JobState.Running)]
    [InlineData(JobState.Finishing)]
    [InlineData(JobState.Canceling)]
    public void A_job_in_another_state_is_not_deleted(JobState state)
    {
        var job = InState.Job(_harness, state);
        var before = _harness.Job(job);
        var error = Assert.Throws<SchedulerException>(() => _harness.RemoveJob(job));
        Assert.Same(SchedulerErrors.JobNotRemovable, error.Error);
        Assert.Contains(state.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Equal(before, _harness.Job(job));
    }

    [Fact]
    public void Its_number_is_not_given_again()
    {
        _harness.RemoveJob(_harness.New());
        _harness.Restart();
        Assert.Equal(2, _harness.New());
    }

    [Fact]
    public void A_job_that_left_processes_is_not_deleted()
    {
        var job = _harness.Submitted("immortal");
        _harness.Stop(job, force: true);
        _harness.Pass(TimeSpan.FromSeconds(15));
        Assert.Same(SchedulerErrors.JobHasSurvivors, Assert.Throws<SchedulerException>(() => _harness.RemoveJob(job)).Error);
        _harness.Killed(job, 1);
        _harness.RemoveJob(job);
        Assert.False(_harness.Exists(job));
    }

    [Fact]
    public void Others_than_owner_and_administrator_may_not_delete_a_job()
    {
        var job = _harness.New();
        Assert.Same(SchedulerErrors.PermissionDenied, Assert.Throws<SchedulerException>(
            () => _harness.Turn(core => core.Handle(new RemoveJob(job), CoreHarness.Stranger))).Error);
        _harness.Turn(core => core.Handle(new RemoveJob(job), CoreHarness.Administrator));
        Assert.False(_harness.Exists(job));
    }

    [Fact]
    public void A_host_that_starts_has_deleted_what_the_last_one_did_not_come_to()
    {
        var job = _harness.New();
        _harness.RemoveJob(_harness.New());
        _harness.Restart();
        var others = Assert.Single(_harness.Effects.OfType<Effect.ForgetOthers>());
        Assert.Equal([job], others.JobIds);
        Assert.Equal(job + 1, others.LastJobId);
    }
}
