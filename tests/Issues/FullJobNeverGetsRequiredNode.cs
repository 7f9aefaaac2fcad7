using HpcScheduler.Core.Records;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// A job that had all the cores it may have gave one back for a node that its next task required, took it again where it had been, and so waited
/// for ever.
/// </summary>
public sealed class FullJobNeverGetsRequiredNode
{
    [Fact]
    public void A_core_that_is_given_up_for_a_required_node_is_taken_there()
    {
        var harness = new CoreHarness([new NodeRecord("a", 4, null), new NodeRecord("b", 1, null)]);
        var job = harness.Submitted(
            new JobProperties { MinCores = 3, MaxCores = 3 },
            new TaskProperties { Name = "first", CommandLine = "first", MinCores = 3, MaxCores = 3 },
            new TaskProperties { Name = "then", CommandLine = "then", RequiredNodes = ["b"], Depend = ["first"] });
        Assert.Equal(["a"], harness.Job(job).AllocatedNodes);

        harness.Exit(job, 1);

        Assert.Equal(["first", "then"], harness.Started);
        Assert.Contains("b", harness.Job(job).AllocatedNodes);
    }
}
