using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Core;

/// <summary>Groups of nodes.</summary>
public sealed class NodeGroupTests
{
    private readonly NodeHarness _harness = new NodeHarness().WithoutMachine();

    public NodeGroupTests()
    {
        _harness.New(new NewNode("a") { Cores = 2 });
        _harness.New(new NewNode("b") { Cores = 2 });
    }

    [Fact]
    public void A_group_is_made_filled_emptied_and_deleted()
    {
        var group = _harness.NewGroup("fast");
        Assert.Equal((3, "fast", false), (group.Id, group.Name, group.IsBuiltIn));
        Add("FAST", "B", "a", "b");
        Assert.Equal(["a", "b"], _harness.Group("fast").Nodes);
        Remove("fast", "A");
        Assert.Equal(["b"], _harness.Group("fast").Nodes);
        _harness.Restart();
        Assert.Equal(["b"], _harness.Group("fast").Nodes);
        Remove("fast", "b");
        Assert.Empty(_harness.Group("fast").Nodes);
        _harness.Turn(core => core.Handle(new RemoveGroup(null, 3, null), NodeHarness.Administrator));
        Assert.Equal(["ComputeNodes", "HeadNodes", "LinuxNodes"], _harness.Groups.Select(other => other.Name));
        Assert.Equal(["a", "b"], _harness.Nodes.Select(node => node.Name));
    }

    [Fact]
    public void A_group_gets_another_name_and_description()
    {
        _harness.NewGroup("fast", "a");
        var group = Set(new SetGroup(3, "Fast", null));
        Assert.Equal(("Fast", ""), (group.Name, group.Description));
        group = Set(new SetGroup(3, "slow", "what"));
        Assert.Equal(("slow", "what"), (group.Name, group.Description));
        Assert.Equal(["a"], _harness.Group("slow").Nodes);
    }

    [Fact]
    public void A_node_that_is_not_there_is_passed_over_if_another_is()
    {
        _harness.NewGroup("fast");
        Add("fast", "x", "a");
        Assert.Equal(["a"], _harness.Group("fast").Nodes);
        Remove("fast", "a", "x");
        Assert.Empty(_harness.Group("fast").Nodes);
        Assert.Same(
            SchedulerErrors.NodeNotFound,
            _harness.Refused(core => core.Handle(new AddGroup("fast", null, ["x", "y"]), NodeHarness.Administrator)).Error);
        Assert.Same(
            SchedulerErrors.NoNodeNamed,
            _harness.Refused(core => core.Handle(new RemoveGroup("fast", null, []), NodeHarness.Administrator)).Error);
    }

    [Fact]
    public void A_removed_node_leaves_its_groups()
    {
        _harness.NewGroup("fast", "a", "b");
        _harness.Turn(core => core.Handle(new RemoveNode("a"), NodeHarness.Administrator));
        Assert.Equal(["b"], _harness.Group("fast").Nodes);
    }

    [Fact]
    public void Groups_that_always_exist_do_not_change()
    {
        Assert.Same(SchedulerErrors.NodeGroupBuiltIn, _harness.Refused(core => core.Handle(new SetGroup(1, "x", null), NodeHarness.Administrator)).Error);
        Assert.Same(SchedulerErrors.NodeGroupBuiltIn, _harness.Refused(core => core.Handle(new RemoveGroup("headnodes", null, null), NodeHarness.Administrator)).Error);
        Assert.Same(SchedulerErrors.NodeGroupBuiltIn, _harness.Refused(core => core.Handle(new AddGroup(null, 2, ["a"]), NodeHarness.Administrator)).Error);
        Assert.Same(SchedulerErrors.NodeGroupBuiltIn, _harness.Refused(core => core.Handle(new RemoveGroup("ComputeNodes", null, ["a"]), NodeHarness.Administrator)).Error);
    }

    [Fact]
    public void A_group_that_a_job_names_which_has_not_ended_stays()
    {
        _harness.NewGroup("fast", "a");
        var job = _harness.Turn(core => core.Handle(new NewJob(new JobProperties { NodeGroups = ["FAST"] }), NodeHarness.Administrator)).Id;
        var error = _harness.Refused(core => core.Handle(new RemoveGroup("fast", null, null), NodeHarness.Administrator));
        Assert.Same(SchedulerErrors.NodeGroupInUse, error.Error);
        Assert.Contains($"job {job}", error.Message, StringComparison.Ordinal);
        Assert.Same(SchedulerErrors.NodeGroupInUse, _harness.Refused(core => core.Handle(new SetGroup(3, "slow", null), NodeHarness.Administrator)).Error);
        Set(new SetGroup(3, "Fast", "what"));
        Remove("fast", "a");
        _harness.Turn(core => core.Handle(new StopJob(job, "", Force: false, Graceful: false, Finish: false), NodeHarness.Administrator));
        _harness.Turn(core => core.Handle(new RemoveGroup("fast", null, null), NodeHarness.Administrator));
    }

    [Theory]
    [InlineData("", "HpcInvalidNodeGroupName")]
    [InlineData(" a", "HpcInvalidNodeGroupName")]
    [InlineData("a,b", "HpcInvalidNodeGroupName")]
    [InlineData("a\nb", "HpcInvalidNodeGroupName")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234", "HpcInvalidNodeGroupName")]
    [InlineData("FAST", "HpcNodeGroupExists")]
    [InlineData("headnodes", "HpcNodeGroupExists")]
    public void A_name_that_is_not_allowed_is_refused(string name, string error)
    {
        _harness.NewGroup("fast");
        _harness.NewGroup("other");
        Assert.Equal(error, _harness.Refused(core => core.Handle(new NewGroup(name, ""), NodeHarness.Administrator)).Error.Id);
        Assert.Equal(error, _harness.Refused(core => core.Handle(new SetGroup(4, name, null), NodeHarness.Administrator)).Error.Id);
    }

    [Fact]
    public void A_group_that_is_not_there_is_refused()
    {
        Assert.Same(SchedulerErrors.UnknownNodeGroup, _harness.Refused(core => core.Handle(new SetGroup(9, null, ""), NodeHarness.Administrator)).Error);
        Assert.Same(SchedulerErrors.UnknownNodeGroup, _harness.Refused(core => core.Handle(new AddGroup("x", null, ["a"]), NodeHarness.Administrator)).Error);
        Assert.Same(SchedulerErrors.UnknownNodeGroup, _harness.Refused(core => core.Handle(new RemoveGroup(null, 9, null), NodeHarness.Administrator)).Error);
    }

    [Fact]
    public void Only_an_administrator_changes_groups()
    {
        _harness.NewGroup("fast");
        Assert.Same(SchedulerErrors.PermissionDenied, _harness.Refused(core => core.Handle(new NewGroup("x", ""), NodeHarness.User)).Error);
        Assert.Same(SchedulerErrors.PermissionDenied, _harness.Refused(core => core.Handle(new SetGroup(3, "x", null), NodeHarness.User)).Error);
        Assert.Same(SchedulerErrors.PermissionDenied, _harness.Refused(core => core.Handle(new AddGroup("fast", null, ["a"]), NodeHarness.User)).Error);
        Assert.Same(SchedulerErrors.PermissionDenied, _harness.Refused(core => core.Handle(new RemoveGroup("fast", null, null), NodeHarness.User)).Error);
    }

    private void Add(string group, params string[] nodes) => _harness.Turn(core => core.Handle(new AddGroup(group, null, nodes), NodeHarness.Administrator));

    private void Remove(string group, params string[] nodes) => _harness.Turn(core => core.Handle(new RemoveGroup(group, null, nodes), NodeHarness.Administrator));

    private NodeGroupRecord Set(SetGroup request) => _harness.Turn(core => core.Handle(request, NodeHarness.Administrator));
}
