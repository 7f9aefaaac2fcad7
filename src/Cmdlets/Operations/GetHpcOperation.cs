using System.Globalization;
using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Lists changes to nodes, those under way and those of the past.</summary>
[Cmdlet(VerbsCommon.Get, "HpcOperation", DefaultParameterSetName = NodeSet)]
[OutputType(typeof(HpcOperation))]
public sealed class GetHpcOperation : SchedulerCmdlet
{
    private const string NodeSet = "ByNode";
    private const string IdSet = "ById";

    /// <summary>Their identifiers, or the numbers of the rows of history that they begin with.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(OperationIdCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Those of these nodes.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = NodeSet)]
    public HpcNode[]? Node { get; set; }

    /// <summary>Those of nodes with these names, also of nodes that are gone; several names may be in one text with commas between.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    public string[]? NodeName { get; set; }

    /// <summary>Those in these states.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    public OperationState[]? State { get; set; }

    /// <summary>Those that began at this time or later.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    public DateTime StartTime { get; set; }

    /// <summary>Those that began before this time.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    public DateTime EndTime { get; set; }

    /// <summary>Those whose name fits; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string[]? Name { get; set; }

    /// <summary>As Name: an operation here has no other definition.</summary>
    [Parameter(ParameterSetName = NodeSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NothingCompleter))]
    public string[]? Definition { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == IdSet)
        {
            var all = Read(null, null);
            foreach (var id in Id)
                Show(all, id);
            return;
        }

        if (Node is null)
        {
            Write(Read(null, NodeName is null ? null : NameList.Split(NodeName)));
            return;
        }

        foreach (var nodes in Node.GroupBy(node => node.Scheduler))
            Write(Read(nodes.Key, [.. nodes.Select(node => node.Name)]));
    }

    private IReadOnlyList<HpcOperation> Read(string? holder, IReadOnlyList<string>? names)
    {
        var client = ClientFor(holder);
        var history = new List<HpcNodeHistory>();
        Each<HpcNodeHistory>(client, new GetNodeStateHistory(DateTime.MinValue, DateTime.MaxValue, names), null, history.Add);
        return HpcOperation.Of(history, client.Address.ToString());
    }

    private void Show(IReadOnlyList<HpcOperation> operations, string id)
    {
        var wanted = Guid.TryParse(id, out var guid) ? guid
            : long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? HpcOperation.IdOf(number)
            : Guid.Empty;
        if (operations.FirstOrDefault(operation => operation.Id == wanted) is { } found)
            WriteObject(found);
        else
            Fail(new SchedulerException(SchedulerErrors.OperationNotFound, id, id), id);
    }

    private void Write(IReadOnlyList<HpcOperation> operations)
    {
        foreach (var operation in operations)
        {
            if (State?.Contains(operation.State) != false && (Given(StartTime) ?? DateTime.MinValue) <= operation.StartTime
                && (Given(EndTime) ?? DateTime.MaxValue) > operation.StartTime && Fits(Name, operation) && Fits(Definition, operation))
            {
                WriteObject(operation);
            }
        }
    }

    private static bool Fits(string[]? names, HpcOperation operation) => names is null
        || names.Any(name => new WildcardPattern(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant).IsMatch(operation.Name));
}
