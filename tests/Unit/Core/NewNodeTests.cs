using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Core;

/// <summary>Nodes that an administrator makes of the machine.</summary>
public sealed class NewNodeTests
{
    private readonly NodeHarness _harness = new NodeHarness().WithoutMachine();

    [Fact]
    public void A_node_has_what_was_asked_for_and_is_offline()
    {
        var node = _harness.New(new NewNode("a")
        {
            CoreIds = [5, 2, 3, 4],
            Sockets = 2,
            Memory = 100,
            Gpus = [1],
            Description = "what",
            Location = @"\here",
        });
        Assert.Equal(node, _harness.Node("a"));
        Assert.Equal([2, 3, 4, 5], node.CoreIds);
        Assert.Equal((4, 4, 2, 100), (node.Cores, node.UsableCores, node.Sockets, node.Memory));
        Assert.Equal([1], node.Gpus);
        Assert.Equal(("what", @"\here", NodeState.Offline, false), (node.Description, node.Location, node.State, node.IsDiscovered));
    }

    [Fact]
    public void Cores_by_number_are_the_lowest_that_are_free_and_without_a_number_all_of_them()
    {
        _harness.New(new NewNode("a") { CoreIds = [1] });
        Assert.Equal([0, 2], _harness.New(new NewNode("b") { Cores = 2 }).CoreIds);
        Assert.Equal([3, 4, 5, 6, 7], _harness.New(new NewNode("c")).CoreIds);
        var error = _harness.Refused(core => core.Handle(new NewNode("d"), NodeHarness.Administrator));
        Assert.Same(SchedulerErrors.TooFewFreeCores, error.Error);
    }

    [Fact]
    public void Without_a_number_the_memory_is_the_share_of_the_cores()
    {
        Assert.Equal(2000, _harness.New(new NewNode("a") { Cores = 2 }).Memory);
        Assert.Equal(5500, _harness.New(new NewNode("b") { Cores = 1, Memory = 5500 }).Memory);
        Assert.Equal(500, _harness.New(new NewNode("c") { Cores = 1 }).Memory);
    }

    [Fact]
    public void The_machine_own_node_has_to_go_first()
    {
        var harness = new NodeHarness();
        var error = harness.Refused(core => core.Handle(new NewNode("a") { CoreIds = [3] }, NodeHarness.Administrator));
        Assert.Same(SchedulerErrors.CoreTaken, error.Error);
        Assert.Contains("'machine'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_machine_own_node_does_not_come_back_beside_others()
    {
        _harness.New(new NewNode("a"));
        _harness.Restart();
        Assert.Equal(["a"], _harness.Nodes.Select(node => node.Name));
    }

    [Fact]
    public void Another_node_can_have_what_a_removed_one_had()
    {
        _harness.New(new NewNode("a") { Gpus = [0, 1] });
        _harness.Turn(core => core.Handle(new RemoveNode("A"), NodeHarness.Administrator));
        Assert.Equal(8, _harness.New(new NewNode("b") { Gpus = [0, 1], Memory = 8000 }).Cores);
    }

    public static TheoryData<NewNode, string> NotAllowed => new()
    {
        { new NewNode(""), "HpcInvalidNodeName" },
        { new NewNode("-a"), "HpcInvalidNodeName" },
        { new NewNode("a,b"), "HpcInvalidNodeName" },
        { new NewNode("a*"), "HpcInvalidNodeName" },
        { new NewNode("a b"), "HpcInvalidNodeName" },
        { new NewNode(new string('a', Limits.NodeName + 1)), "HpcInvalidNodeName" },
        { new NewNode("TAKEN"), "HpcNodeExists" },
        { new NewNode("b") { CoreIds = [8] }, "HpcCoreNotThere" },
        { new NewNode("b") { CoreIds = [-1] }, "HpcCoreNotThere" },
        { new NewNode("b") { CoreIds = [1, 0] }, "HpcCoreTaken" },
        { new NewNode("b") { CoreIds = [1, 2, 1] }, "HpcNamedTwice" },
        { new NewNode("b") { Cores = 8 }, "HpcTooFewFreeCores" },
        { new NewNode("b") { Cores = 0 }, "HpcValueOutOfRange" },
        { new NewNode("b") { Cores = -1 }, "HpcValueOutOfRange" },
        { new NewNode("b") { Memory = 7001 }, "HpcTooLittleFreeMemory" },
        { new NewNode("b") { Memory = 0 }, "HpcValueOutOfRange" },
        { new NewNode("b") { Gpus = [0] }, "HpcGpuTaken" },
        { new NewNode("b") { Gpus = [2] }, "HpcGpuNotThere" },
        { new NewNode("b") { Gpus = [1, 1] }, "HpcNamedTwice" },
        { new NewNode("b") { Sockets = 0 }, "HpcValueOutOfRange" },
        { new NewNode("b") { Cores = 3, Sockets = 2 }, "HpcSubscribedCoresIndivisible" },
        { new NewNode("b") { Location = "here" }, "HpcInvalidLocation" },
        { new NewNode("b") { Description = new string('a', Limits.NodeDescription + 1) }, "HpcValueTooLong" },
    };

    [Theory]
    [MemberData(nameof(NotAllowed))]
    public void What_is_not_allowed_is_refused_and_nothing_is_made(NewNode request, string error)
    {
        _harness.New(new NewNode("taken") { CoreIds = [0], Gpus = [0] });
        Assert.Equal(error, _harness.Refused(core => core.Handle(request, NodeHarness.Administrator)).Error.Id);
    }

    [Fact]
    public void Only_an_administrator_makes_nodes()
    {
        Assert.Same(SchedulerErrors.PermissionDenied, _harness.Refused(core => core.Handle(new NewNode("a"), NodeHarness.User)).Error);
    }

    [Fact]
    public void What_happens_to_nodes_is_written_down()
    {
        _harness.New(new NewNode("a"));
        _harness.SetState("a", NodeState.Online);
        _harness.SetState("a", NodeState.Online);
        _harness.SetState("a", NodeState.Offline);
        _harness.Turn(core => core.Handle(new RemoveNode("a", "no use"), NodeHarness.Administrator));
        Assert.Equal(
            [
                "machine Added", "machine Online", "machine Offline admin", "machine Removed admin",
                "a Added admin", "a Online admin", "a Offline admin", "a Removed admin no use",
            ],
            _harness.History);
    }
}
