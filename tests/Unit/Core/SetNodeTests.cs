using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Core;

/// <summary>What administrators say of nodes.</summary>
public sealed class SetNodeTests
{
    private readonly NodeHarness _harness = new();

    [Fact]
    public void What_is_given_changes_and_the_rest_stays()
    {
        Set(new SetNode("MACHINE") { Description = "what", Location = @"\a\b\c", SubscribedCores = 16, SubscribedSockets = 2, Affinity = true });
        var node = Set(new SetNode("machine") { Description = "" });
        Assert.Equal(node, _harness.Node("machine"));
        Assert.Equal(("", @"\a\b\c", 16, 2), (node.Description, node.Location, node.UsableCores, node.UsableSockets));
        Assert.True(node.Affinity);
        Assert.Equal(8, node.Cores);
        _harness.Restart();
        Assert.Equal(16, _harness.Node("machine").UsableCores);
    }

    [Fact]
    public void What_was_said_is_taken_back()
    {
        Set(new SetNode("machine") { Location = @"\a", SubscribedCores = 16, SubscribedSockets = 2, Affinity = false });
        var node = Set(new SetNode("machine") { Location = "", SubscribedCores = 0, SubscribedSockets = 0, ClearAffinity = true });
        Assert.Equal(("", 8, 1), (node.Location, node.UsableCores, node.UsableSockets));
        Assert.Null(node.Affinity);
    }

    [Fact]
    public void The_role_changes_while_the_node_is_offline_and_counts_for_the_group()
    {
        var error = _harness.Refused(core => core.Handle(new SetNode("machine") { Role = NodeRole.BrokerNode }, NodeHarness.Administrator));
        Assert.Same(SchedulerErrors.NodePropertyNotModifiable, error.Error);
        Assert.Contains("Online", error.Message, StringComparison.Ordinal);
        Assert.Equal(["machine"], _harness.Group("ComputeNodes").Nodes);

        _harness.SetState("machine", NodeState.Offline);
        Assert.Equal(NodeRole.BrokerNode, Set(new SetNode("machine") { Role = NodeRole.BrokerNode }).Role);
        Assert.Empty(_harness.Group("ComputeNodes").Nodes);
        Set(new SetNode("machine") { Role = NodeRole.BrokerNode | NodeRole.WorkstationNode });
        Assert.Equal(["machine"], _harness.Group("ComputeNodes").Nodes);
    }

    public static TheoryData<SetNode, string> NotAllowed => new()
    {
        { new SetNode("other") { Description = "" }, "HpcNodeNotFound" },
        { new SetNode("machine") { Location = "a" }, "HpcInvalidLocation" },
        { new SetNode("machine") { Location = @"\a\b\c\d" }, "HpcInvalidLocation" },
        { new SetNode("machine") { Location = @"\a\\c" }, "HpcInvalidLocation" },
        { new SetNode("machine") { Location = "\\" + new string('a', Limits.LocationPart + 1) }, "HpcInvalidLocation" },
        { new SetNode("machine") { Description = new string('a', Limits.NodeDescription + 1) }, "HpcValueTooLong" },
        { new SetNode("machine") { SubscribedCores = -1 }, "HpcValueOutOfRange" },
        { new SetNode("machine") { SubscribedCores = int.MaxValue }, "HpcValueOutOfRange" },
        { new SetNode("machine") { SubscribedSockets = -1 }, "HpcValueOutOfRange" },
        { new SetNode("machine") { SubscribedSockets = 3 }, "HpcSubscribedCoresIndivisible" },
        { new SetNode("machine") { SubscribedCores = 9, SubscribedSockets = 2 }, "HpcSubscribedCoresIndivisible" },
        { new SetNode("machine") { Role = (NodeRole)64 }, "HpcValueOutOfRange" },
    };

    [Theory]
    [MemberData(nameof(NotAllowed))]
    public void What_is_not_allowed_is_refused_and_nothing_changes(SetNode request, string error) =>
        Assert.Equal(error, _harness.Refused(core => core.Handle(request, NodeHarness.Administrator)).Error.Id);

    [Fact]
    public void Only_an_administrator_changes_nodes() => Assert.Same(
        SchedulerErrors.PermissionDenied,
        _harness.Refused(core => core.Handle(new SetNode("machine") { Description = "x" }, NodeHarness.User)).Error);

    private NodeRecord Set(SetNode request) => _harness.Turn(core => core.Handle(request, NodeHarness.Administrator));
}
