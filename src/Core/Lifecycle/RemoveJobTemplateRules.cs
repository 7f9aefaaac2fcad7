using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// Removes a job template that no submitted job uses (cmdlets reference, section 6.1). A job that was not submitted yet, or has ended, cannot
/// be submitted before it is given another one.
/// </summary>
internal static class RemoveJobTemplateRules
{
    public static void Handle(Turn turn, RemoveJobTemplate request, Caller caller)
    {
        var template = JobTemplateRules.Find(turn, request.Name)
            ?? throw new SchedulerException(SchedulerErrors.TemplateNotFound, request.Name, request.Name);
        JobTemplateRules.Permit(template, caller, JobTemplateRights.Delete, SchedulerErrors.TemplateRemovalDenied);
        if (template.Name == JobTemplateRecord.DefaultName)
            throw new SchedulerException(SchedulerErrors.DefaultTemplateNotRemovable, template.Name, template.Name);
        if (turn.Ledger.Jobs.Select(job => job.Record).FirstOrDefault(job => Uses(job, template)) is { } user)
            throw new SchedulerException(SchedulerErrors.TemplateInUse, template.Name, template.Name, user.Id, user.State);
        turn.Ledger.Delete(template);
    }

    private static bool Uses(JobRecord job, JobTemplateRecord template) =>
        job.State != JobState.Configuring && !job.State.IsEnded()
        && template.Name.Equals(job.Properties.Template, StringComparison.OrdinalIgnoreCase);
}
