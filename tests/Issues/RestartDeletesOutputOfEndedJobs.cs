using HpcScheduler.Core;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// A host that started deleted what the tasks of all jobs had written that had ended: it kept the folders only of the jobs that it had in memory.
/// </summary>
public sealed class RestartDeletesOutputOfEndedJobs
{
    [Fact]
    public void What_a_job_wrote_is_kept_as_long_as_the_job()
    {
        var harness = new CoreHarness(cores: 2);
        var ended = harness.Submitted("ended");
        harness.Exit(ended, 1);
        var removed = harness.New();
        harness.RemoveJob(removed);
        harness.Restart();
        Assert.Equal(JobState.Finished, harness.Job(ended).State);
        var others = Assert.Single(harness.Effects.OfType<Effect.ForgetOthers>());
        Assert.Equal([ended], others.JobIds);
        Assert.Equal(removed, others.LastJobId);
    }
}
