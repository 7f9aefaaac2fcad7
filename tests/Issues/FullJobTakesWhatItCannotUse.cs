using HpcScheduler.Core;
using HpcScheduler.Core.Records;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// A job that counts in sockets, and has all that it wants on nodes whose sockets are small, was taken for one that could grow: in every round
/// others gave cores up to it that it never took.
/// </summary>
public sealed class FullJobTakesWhatItCannotUse
{
    [Fact]
    public void Nobody_gives_way_to_a_job_that_has_all_that_it_wants()
    {
        var harness = new CoreHarness([new NodeRecord("large", 8, null) { Sockets = 2 }, new NodeRecord("small", 2, null) { Sockets = 2 }]);
        harness.Set("PreemptionType", "Immediate");
        harness.Set("GrowByPreemptionEnabled", "True");
        var low = harness.Submitted(new JobProperties { MinCores = 1, MaxCores = 8, ExpandedPriority = 0, RequestedNodes = ["large"] }, Sweep(20));
        var sockets = new JobProperties { UnitType = JobUnitType.Socket, MinSockets = 2, MaxSockets = 2, ExpandedPriority = 4000, RequestedNodes = ["small", "large"] };
        var high = harness.Submitted(sockets, Sweep(2));
        Assert.Equal([new NodeShare("small", 2)], harness.Job(high).Shares);
        Assert.Empty(harness.Effects.OfType<Effect.Stop>());
        Assert.Equal(8, harness.Job(low).AllocatedCores);
    }

    private static TaskProperties Sweep(int count) => new() { CommandLine = "part *", Type = TaskType.ParametricSweep, EndValue = count };
}
