using HpcScheduler.Protocol;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// When the machine's own node was removed, which is how a machine is divided, the cluster had the name of another node and HeadNodes was empty; the
/// group LinuxNodes was not there at all.
/// </summary>
public sealed class DividedMachineLosesItsName
{
    private readonly CoreHarness _harness = new();

    [Fact]
    public void The_cluster_keeps_its_name_and_its_groups_their_nodes()
    {
        var name = _harness.Core.ClusterName;
        Assert.Equal([name], Nodes("HeadNodes"));
        Assert.Equal([name], Nodes("LinuxNodes"));
        _harness.SetNode(name, NodeState.Offline);
        _harness.Turn(core => core.Handle(new RemoveNode(name), CoreHarness.Administrator));
        _harness.Turn(core => core.Handle(new NewNode("a") { Cores = 2 }, CoreHarness.Administrator));
        Check(name);
        _harness.Restart();
        Check(name);
    }

    [Fact]
    public void An_administrator_names_the_cluster()
    {
        _harness.Turn(core => core.Handle(new SetClusterProperty([], ["CCP_CLUSTER_NAME=Nightly"]), CoreHarness.Administrator));
        Assert.Equal("Nightly", _harness.Core.ClusterName);
        _harness.Restart();
        Assert.Equal("Nightly", _harness.Core.ClusterName);
        _harness.Turn(core => core.Handle(new SetClusterProperty([], ["CCP_CLUSTER_NAME="]), CoreHarness.Administrator));
        Assert.Equal(_harness.Core.HeadNodeName, _harness.Core.ClusterName);
    }

    private void Check(string name)
    {
        Assert.Equal(name, _harness.Core.ClusterName);
        Assert.Equal("a", _harness.Core.HeadNodeName);
        Assert.Equal(["a"], Nodes("HeadNodes"));
        Assert.Equal(["a"], Nodes("LinuxNodes"));
        Assert.Equal(["a"], Nodes("ComputeNodes"));
    }

    private IReadOnlyList<string> Nodes(string group) => _harness.Core.NodeGroups.Single(other => other.Name == group).Nodes;
}
