using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Copies a job template with all that it says and its rights (cmdlets reference, section 6.1).</summary>
internal static class CopyJobTemplateRules
{
    public static JobTemplateRecord Handle(Turn turn, CopyJobTemplate request, Caller caller)
    {
        JobTemplateItemRules.CheckName(request.NewName);
        var template = JobTemplateRules.Find(turn, request.Name)
            ?? throw new SchedulerException(SchedulerErrors.TemplateNotFound, request.Name, request.Name);
        if (!caller.IsAdministrator)
            throw new SchedulerException(SchedulerErrors.TemplateCreationDenied, request.NewName, request.NewName, caller.Name);
        if (JobTemplateRules.Find(turn, request.NewName) is { } other)
            throw new SchedulerException(SchedulerErrors.TemplateExists, request.NewName, other.Name);
        var copy = template with { Name = request.NewName, CreateTime = turn.Now, ChangeTime = turn.Now };
        turn.Ledger.Put(copy);
        return copy;
    }
}
