using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Takes members out of the scheduler, or takes roles from them.</summary>
[Cmdlet(VerbsCommon.Remove, "HpcMember", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HpcMember))]
public sealed class RemoveHpcMember : SchedulerCmdlet
{
    /// <summary>Names of members; several may be in one text with commas between.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(MemberNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The roles to take; without it all.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RoleCompleter))]
    public string[]? Role { get; set; }

    /// <summary>Return each member as he was.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        UserRoles? role;
        try
        {
            role = Role is null ? null : UserRoleList.Parse(Role);
        }
        catch (SchedulerException exception)
        {
            Fail(exception, Role);
            return;
        }

        var client = ClientFor();
        foreach (var name in NameList.Split(Name, StringComparer.Ordinal).DefaultIfEmpty(""))
        {
            if (ShouldProcess($"member {name}", role is null ? "Remove" : $"Take the role {role}"))
                Remove(client, name, role);
        }
    }

    private void Remove(SchedulerClient client, string name, UserRoles? role)
    {
        HpcMember? before = null;
        if (PassThru)
            Each<HpcMember>(client, new GetMember(null), name, member => before = member.Name == name ? member : before);
        if (TrySend(client, new RemoveMember(name, role), name, out _) && before is not null)
            WriteObject(before);
    }
}
