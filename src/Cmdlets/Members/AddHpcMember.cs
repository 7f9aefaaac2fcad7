using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Lets users of the machine use the scheduler, and gives them roles.</summary>
[Cmdlet(VerbsCommon.Add, "HpcMember", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HpcMember))]
public sealed class AddHpcMember : SchedulerCmdlet
{
    /// <summary>Names of users; several may be in one text with commas between.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string[] Name { get; set; } = [];

    /// <summary>The role, or several with commas between; User if none is given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RoleCompleter))]
    public string? Role { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        UserRoles role;
        try
        {
            role = Role is null ? UserRoles.User : UserRoleList.Parse(Role);
        }
        catch (SchedulerException exception)
        {
            Fail(exception, Role);
            return;
        }

        var client = ClientFor();
        foreach (var name in NameList.Split(Name, StringComparer.Ordinal).DefaultIfEmpty(""))
        {
            if (ShouldProcess($"user {name}", $"Add as {role}") && TrySend(client, new AddMember(name, role), name, out var member))
                WriteObject(member);
        }
    }
}
