using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Changes what is said of nodes.</summary>
[Cmdlet(VerbsCommon.Set, "HpcNode", DefaultParameterSetName = NameSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(HpcNode))]
public sealed class SetHpcNode : NodeSelectionCmdlet
{
    private string? _location;

    /// <summary>What they are.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <summary>Where they stand: <c>\DataCenter[\Rack[\Chassis]]</c>; empty for nowhere.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Location { get; set; }

    /// <summary>The first part of the location.</summary>
    [Parameter]
    public string? DataCenter { get; set; }

    /// <summary>The second part of the location; needs -DataCenter.</summary>
    [Parameter]
    public string? Rack { get; set; }

    /// <summary>The third part of the location; needs -DataCenter and -Rack.</summary>
    [Parameter]
    public string? Chassis { get; set; }

    /// <summary>What they are for; they must be Offline.</summary>
    [Parameter]
    public NodeRole[]? Role { get; set; }

    /// <summary>Has no effect.</summary>
    [Parameter]
    public string? ManagementIpAddress { get; set; }

    /// <summary>Has no effect.</summary>
    [Parameter]
    public string? ProductKey { get; set; }

    /// <summary>Cores that tasks may use at once; null for those that the node has.</summary>
    [Parameter]
    public uint? SubscribedCores { get; set; }

    /// <summary>Sockets that count; null for those that the node has.</summary>
    [Parameter]
    public uint? SubscribedSockets { get; set; }

    /// <summary>Whether tasks are to be bound to their cores; null for as the scheduler decides. It is kept and has no effect.</summary>
    [Parameter]
    public bool? Affinity { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        List<string> idle = [.. new[] { nameof(ManagementIpAddress), nameof(ProductKey) }.Where(IsBound)];
        if (idle.Count > 0)
            WriteWarning(NoEffect.Of(idle, "nodes here are parts of this machine"));
        _location = Require(ReadLocation);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var (client, name) in Selected())
        {
            if (ShouldProcess($"node '{name}'", "Set") && TrySend(client, Request(name), name, out var node))
                WriteObject(node);
        }
    }

    private static int? Count(uint? value) => value is null ? 0 : (int)Math.Min(value.Value, int.MaxValue);

    private SetNode Request(string name) => new(name)
    {
        Description = IsBound(nameof(Description)) ? Description ?? "" : null,
        Location = _location,
        Role = Role?.Aggregate(NodeRole.None, (all, role) => all | role),
        SubscribedCores = IsBound(nameof(SubscribedCores)) ? Count(SubscribedCores) : null,
        SubscribedSockets = IsBound(nameof(SubscribedSockets)) ? Count(SubscribedSockets) : null,
        Affinity = Affinity,
        ClearAffinity = IsBound(nameof(Affinity)) && Affinity is null,
    };

    private string? ReadLocation()
    {
        if (IsBound(nameof(Location)))
        {
            return DataCenter is null
                ? NodeLocation.Check(Location ?? "")
                : throw new SchedulerException(SchedulerErrors.LocationContradiction, DataCenter);
        }

        if (Rack is not null && DataCenter is null)
            throw new SchedulerException(SchedulerErrors.LocationIncomplete, Rack, nameof(Rack), nameof(DataCenter));
        if (Chassis is not null && Rack is null)
            throw new SchedulerException(SchedulerErrors.LocationIncomplete, Chassis, nameof(Chassis), nameof(Rack));
        return DataCenter is null ? null : NodeLocation.Join(DataCenter, Rack, Chassis);
    }
}
