using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Makes a node of cores, memory and graphics processors of the machine that belong to no other node. It is Offline at first.</summary>
[Cmdlet(VerbsCommon.New, "HpcNode", DefaultParameterSetName = CoresSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(HpcNode))]
public sealed class NewHpcNode : SchedulerCmdlet
{
    private const string CoresSet = "Cores";
    private const string CoreIdsSet = "CoreIds";

    /// <summary>Its name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public string Name { get; set; } = "";

    /// <summary>How many cores: the lowest that are free. Without it all that are free.</summary>
    [Parameter(Position = 1, ParameterSetName = CoresSet)]
    public int Cores { get; set; }

    /// <summary>The numbers of its cores.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CoreIdsSet)]
    public int[] CoreIds { get; set; } = [];

    /// <summary>Its memory in MB; without it its share of the machine's memory.</summary>
    [Parameter]
    public int Memory { get; set; }

    /// <summary>The numbers of its graphics processors; without it none.</summary>
    [Parameter]
    public int[]? Gpus { get; set; }

    /// <summary>Its sockets; without it one.</summary>
    [Parameter]
    public int Sockets { get; set; }

    /// <summary>What it is.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>Where it stands: <c>\DataCenter[\Rack[\Chassis]]</c>.</summary>
    [Parameter]
    public string? Location { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var request = new NewNode(Name)
        {
            CoreIds = ParameterSetName == CoreIdsSet ? CoreIds : null,
            Cores = Given(Cores),
            Memory = Given(Memory),
            Gpus = Gpus,
            Sockets = Given(Sockets),
            Description = Description,
            Location = Location,
        };
        if (ShouldProcess($"node '{Name}'", "New") && TrySend(ClientFor(), request, Name, out var node))
            WriteObject(node);
    }
}
