namespace HpcScheduler.Cmdlets;

/// <summary>The progress of waiting for nodes.</summary>
internal sealed class NodeProgress(string activity, int total) : WaitProgress<HpcNode>(activity, total)
{
    public override string Noun => "nodes";

    protected override int Percent(HpcNode item) => 0;

    protected override Enum State(HpcNode item) => item.NodeState;

    protected override string Describe(HpcNode item) => $"Node '{item.Name}' is {item.NodeState}; jobs hold {item.CoresInUse} of its cores";
}
