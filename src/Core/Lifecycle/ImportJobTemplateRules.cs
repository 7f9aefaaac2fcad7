using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Makes a job template, or gives one other items (cmdlets reference, section 6.1). Its rights and create time stay.</summary>
internal static class ImportJobTemplateRules
{
    public static JobTemplateRecord Handle(Turn turn, ImportJobTemplate request, Caller caller)
    {
        JobTemplateItemRules.CheckName(request.Name);
        var before = JobTemplateRules.Find(turn, request.Name);
        if (before is null && !caller.IsAdministrator)
            throw new SchedulerException(SchedulerErrors.TemplateCreationDenied, request.Name, request.Name, caller.Name);
        if (before is not null)
            JobTemplateRules.Permit(before, caller, JobTemplateRights.Edit, SchedulerErrors.TemplateChangeDenied);
        if (before is not null && !request.Replace)
            throw new SchedulerException(SchedulerErrors.TemplateExists, request.Name, before.Name);

        var template = (before ?? new JobTemplateRecord { Name = request.Name, CreateTime = turn.Now, ChangeTime = turn.Now }) with
        {
            Description = request.Description,
            ChangeTime = turn.Now,
            Items = request.Items,
            JobEnv = request.JobEnv,
        };
        JobTemplateItemRules.Check(turn, template);
        Permissions.CheckRun(caller, before, template);
        turn.Ledger.Put(template);
        return template;
    }
}
