using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// A job without tasks that waited for its hold or its parents, so that others could wait for it, was Finished by the next host at once.
/// </summary>
public sealed class HeldJobEndsAtRestart
{
    [Fact]
    public void A_job_without_tasks_waits_for_its_hold_whatever_becomes_of_the_host()
    {
        var harness = new CoreHarness();
        var job = harness.Submitted(new JobProperties { HoldUntil = harness.Now.AddHours(1).UtcDateTime });
        harness.Restart();
        Assert.Equal(JobState.Queued, harness.Job(job).State);
        harness.Pass(TimeSpan.FromHours(1));
        Assert.Equal(JobState.Finished, harness.Job(job).State);
    }

    [Fact]
    public void A_job_without_tasks_waits_for_its_parents_whatever_becomes_of_the_host()
    {
        var harness = new CoreHarness();
        var parent = harness.Submitted("work");
        var gate = harness.Submitted(new JobProperties { ParentJobIds = [parent] });
        harness.Restart();
        Assert.Equal(JobState.Queued, harness.Job(gate).State);
        harness.Exit(parent, 1);
        Assert.Equal(JobState.Finished, harness.Job(gate).State);
    }
}
