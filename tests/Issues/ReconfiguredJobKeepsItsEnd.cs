using HpcScheduler.Protocol;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>A canceled job that was changed, and so was Configuring again, kept the time of its end.</summary>
public sealed class ReconfiguredJobKeepsItsEnd
{
    [Fact]
    public void A_job_that_is_Configuring_again_has_no_end()
    {
        var harness = new CoreHarness();
        var job = harness.New();
        harness.Stop(job);
        harness.Turn(core => core.Handle(new SetJob(job, new JobProperties { RunTime = TimeSpan.FromHours(1) }), CoreHarness.Owner));
        Assert.Equal(JobState.Configuring, harness.Job(job).State);
        Assert.Null(harness.Job(job).EndTime);
    }
}
