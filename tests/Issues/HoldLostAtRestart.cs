using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>A host that started when the hold of a job had just passed did not look at it: the job was held for ever.</summary>
public sealed class HoldLostAtRestart
{
    [Fact]
    public void A_hold_that_passed_while_no_host_ran_is_over()
    {
        var harness = new CoreHarness();
        var job = harness.Submitted(
            new JobProperties { HoldUntil = harness.Now.AddHours(1).UtcDateTime }, new TaskProperties { CommandLine = "work" });
        harness.Now += TimeSpan.FromHours(1);
        harness.Restart();
        harness.Pass(TimeSpan.Zero);
        Assert.Equal(["work"], harness.Started);
        Assert.Equal(JobState.Running, harness.Job(job).State);
    }
}
