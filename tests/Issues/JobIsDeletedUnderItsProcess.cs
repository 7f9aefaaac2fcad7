using HpcScheduler.Core.Ports;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>The clean-up deleted a job, and the folders of its attempts, whose processes could not be killed and went on.</summary>
public sealed class JobIsDeletedUnderItsProcess
{
    [Fact]
    public void A_job_stays_until_its_processes_are_gone()
    {
        var harness = new CoreHarness();
        harness.Set("TtlCompletedJobs", 0);
        var job = harness.Submitted("endless");
        harness.Start(job, 1);
        var attempt = harness.Running[new TaskKey(job, 1)];
        harness.Stop(job, force: true);
        var killed = new AttemptEnd { Outcome = AttemptOutcome.Killed, Time = harness.Now };
        harness.Turn(core =>
        {
            core.Ended(attempt, killed with { Survivors = [1] });
            return 0;
        });
        Assert.Equal(JobState.Canceled, harness.Job(job).State);
        harness.Pass(TimeSpan.FromDays(3));
        Assert.True(harness.Exists(job));
        Assert.True(harness.Core.NextDeadline > harness.Now);

        harness.Turn(core =>
        {
            core.Ended(attempt, killed with { Time = harness.Now });
            return 0;
        });
        harness.Pass(TimeSpan.FromDays(3));
        Assert.False(harness.Exists(job));
    }
}
