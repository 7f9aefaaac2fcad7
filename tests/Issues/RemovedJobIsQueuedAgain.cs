using HpcScheduler.Protocol;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// A job that was removed could be queued again by a request that came in the same turn: the store had it until the commit. The second request was
/// acknowledged, and the job was gone.
/// </summary>
public sealed class RemovedJobIsQueuedAgain
{
    [Fact]
    public void A_job_that_was_removed_in_the_same_turn_is_not_found()
    {
        var harness = new CoreHarness(cores: 2);
        var job = harness.Submitted("sleep");
        harness.Stop(job, force: true);
        harness.Killed(job, 1);
        Assert.Equal(JobState.Canceled, harness.Job(job).State);
        var errors = harness.Turn(core =>
        {
            core.Handle(new RemoveJob(job), CoreHarness.Owner);
            return (string[])
            [
                Assert.Throws<SchedulerException>(() => core.Handle(new RestartJob(job), CoreHarness.Owner)).Error.Id,
                Assert.Throws<SchedulerException>(() => core.Handle(new SetJob(job, new JobProperties { Name = "other" }), CoreHarness.Owner)).Error.Id,
                Assert.Throws<SchedulerException>(() => core.Handle(new RemoveJob(job), CoreHarness.Owner)).Error.Id,
            ];
        });
        Assert.Equal(["HpcJobNotFound", "HpcJobNotFound", "HpcJobNotFound"], errors);
        Assert.False(harness.Exists(job));
    }
}
