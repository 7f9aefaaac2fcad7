using HpcScheduler.Core.Policy;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Says who may do what with a job template (cmdlets reference, section 6.1). The text is kept as it is.</summary>
internal static class SetJobTemplateAclRules
{
    public static void Handle(Turn turn, SetJobTemplateAcl request, Caller caller)
    {
        var template = JobTemplateRules.Find(turn, request.Name)
            ?? throw new SchedulerException(SchedulerErrors.TemplateNotFound, request.Name, request.Name);
        JobTemplateRules.Permit(template, caller, JobTemplateRights.ChangePermissions, SchedulerErrors.TemplateChangeDenied);
        TextRules.Length("Sddl", request.Sddl, Limits.TemplateValue);
        JobTemplateAcl.Parse(request.Sddl);
        turn.Ledger.Put(template with { Acl = request.Sddl, ChangeTime = turn.Now });
    }
}
