using HpcScheduler.Core.Records;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>A job for which the nodes were not enough any more stood first in the queue and kept all others waiting.</summary>
public sealed class ImpossibleJobBlocksOthers
{
    [Fact]
    public void A_job_that_could_not_run_on_the_nodes_that_are_Online_keeps_nobody_waiting()
    {
        var harness = new CoreHarness([new NodeRecord("a", 2, null), new NodeRecord("b", 2, null)]);
        harness.SetNode("b", NodeState.Offline);
        var first = harness.Submitted(new JobProperties { MinCores = 3, MaxCores = 3 }, new TaskProperties { CommandLine = "first" });
        var second = harness.Submitted("second");
        Assert.Equal((JobState.Queued, JobState.Running), (harness.Job(first).State, harness.Job(second).State));
        Assert.Equal(PendingReason.NotEnoughResource, harness.Job(first).PendingReason);
        harness.SetNode("b", NodeState.Online);
        Assert.Equal(JobState.Running, harness.Job(first).State);
    }
}
