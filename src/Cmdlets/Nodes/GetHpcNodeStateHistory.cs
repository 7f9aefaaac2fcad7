using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Lists what happened to nodes between two times: who did what, when and why.</summary>
[Cmdlet(VerbsCommon.Get, "HpcNodeStateHistory", DefaultParameterSetName = AllNodeSet)]
[OutputType(typeof(HpcNodeHistory))]
public sealed class GetHpcNodeStateHistory : SchedulerCmdlet
{
    private const string AllNodeSet = "AllNode";
    private const string NameSet = "Name";
    private const string NodeSet = "Node";

    /// <summary>Events at this time or later; without it from the first that is kept.</summary>
    [Parameter(Position = 0)]
    public DateTime StartDate { get; set; } = DateTime.MinValue;

    /// <summary>Events before this time; without it to the last.</summary>
    [Parameter(Position = 1)]
    public DateTime EndDate { get; set; } = DateTime.MaxValue;

    /// <summary>Events of these nodes only, also of those that are gone; several names may be in one text with commas between.</summary>
    [Parameter(ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Events of these nodes only.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = NodeSet)]
    [NodeTransform]
    public HpcNode[]? Node { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Node is null)
        {
            Show(null, Name is null ? null : NameList.Split(Name));
            return;
        }

        foreach (var nodes in Node.GroupBy(node => node.Scheduler))
            Show(nodes.Key, [.. nodes.Select(node => node.Name)]);
    }

    private void Show(string? holder, IReadOnlyList<string>? names) =>
        Each<HpcNodeHistory>(ClientFor(holder), new GetNodeStateHistory(StartDate, EndDate, names), null, WriteObject);
}
