using HpcScheduler.Core.Records;

namespace HpcScheduler.Host.Handlers;

/// <summary>A job template's record as users see it.</summary>
internal static class JobTemplateView
{
    public static HpcJobTemplate Of(JobTemplateRecord template, HostFolder folder) => new()
    {
        Name = template.Name,
        Scheduler = folder.Path,
        Description = template.Description,
        CreateTime = template.CreateTime.LocalDateTime,
        ChangeTime = template.ChangeTime.LocalDateTime,
        Items = HpcList.Of(template.Items),
        JobEnv = HpcList.Of(template.JobEnv),
    };
}
