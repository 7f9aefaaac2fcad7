using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Changes the name or the description of a node group. With neither it shows the group.</summary>
[Cmdlet(VerbsCommon.Set, "HpcGroup", DefaultParameterSetName = GroupSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(HpcGroup))]
public sealed class SetHpcGroup : SchedulerCmdlet
{
    private const string GroupSet = "Group";
    private const string IdSet = "Id";

    /// <summary>The group.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = GroupSet)]
    [GroupTransform]
    public HpcGroup? Group { get; set; }

    /// <summary>The number of the group.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(NodeGroupIdCompleter))]
    public int Id { get; set; }

    /// <summary>The new name.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>What it is for.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var client = ClientFor(Group?.Scheduler);
        if (IdOf(client) is not { } id)
            return;
        if (!IsBound(nameof(Name)) && !IsBound(nameof(Description)))
            Each<HpcGroup>(client, new GetGroup(Ids: [id]), id, WriteObject);
        else if (ShouldProcess($"node group {id}", "Set") && TrySend(client, Request(id), id, out var group))
            WriteObject(group);
    }

    // A group that was given by its name has no number yet.
    private int? IdOf(SchedulerClient client)
    {
        if (Group is not { Id: 0, Name: var name })
            return Group?.Id ?? Id;
        int? id = null;
        Each<HpcGroup>(client, new GetGroup(Names: [name]), name, group => id = group.Id);
        return id;
    }

    private SetGroup Request(int id) => new(
        id, IsBound(nameof(Name)) ? Name ?? "" : null, IsBound(nameof(Description)) ? Description ?? "" : null);
}
