using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Lists who may use the scheduler, and as what.</summary>
[Cmdlet(VerbsCommon.Get, "HpcMember")]
[OutputType(typeof(HpcMember))]
public sealed class GetHpcMember : SchedulerCmdlet
{
    /// <summary>Names of members; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MemberNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Members who have one of these roles.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RoleCompleter))]
    public string[]? Role { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        UserRoles role;
        try
        {
            role = Role is null ? UserRoleList.All : UserRoleList.Parse(Role);
        }
        catch (SchedulerException exception)
        {
            Fail(exception, Role);
            return;
        }

        var members = new List<HpcMember>();
        if (Each<HpcMember>(ClientFor(), new GetMember(null), null, members.Add) > members.Count)
            return;
        foreach (var member in Name is null ? members : Name.SelectMany(name => Named(name, members)).Distinct())
        {
            if ((member.Role & role) != 0)
                WriteObject(member);
        }
    }

    private List<HpcMember> Named(string name, List<HpcMember> members)
    {
        var pattern = WildcardPattern.Get(name, WildcardOptions.None);
        var found = members.FindAll(member => pattern.IsMatch(member.Name));
        if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
            Fail(new SchedulerException(SchedulerErrors.MemberNotFound, name, name), name);
        return found;
    }
}
