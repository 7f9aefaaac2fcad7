using HpcScheduler.Core.Records;

namespace HpcScheduler.Host.Handlers;

/// <summary>Something that happened to a job as users see it.</summary>
internal static class JobHistoryView
{
    public static HpcJobHistory Of(JobHistoryRecord history, JobRecord job) => new()
    {
        JobHistoryId = history.JobHistoryId,
        JobId = history.JobId,
        RequeueId = history.RequeueId,
        Event = history.Event,
        EventTime = history.EventTime.LocalDateTime,
        Actor = history.Actor,
        Message = history.Message,
        Name = job.Properties.Name ?? "",
        Owner = job.Owner,
        Project = job.Properties.Project ?? "",
        Template = job.Properties.Template ?? "Default",
        Priority = ExpandedPriority.ToText(job.Properties.ExpandedPriority ?? JobView.NormalPriority),
        Type = job.JobType,
        SubmitTime = history.SubmitTime?.LocalDateTime,
        StartTime = history.StartTime?.LocalDateTime,
        EndTime = history.EndTime?.LocalDateTime,
        NumberOfTasks = history.NumberOfTasks,
        CanceledTasksCount = history.CanceledTasksCount,
        FailedTasksCount = history.FailedTasksCount,
        FinishedTasksCount = history.FinishedTasksCount,
        License = HpcList.Of(job.Properties.License),
        RunUntilCanceled = job.Properties.RunUntilCanceled ?? false,
        Exclusive = job.Properties.Exclusive ?? false,
        FailOnTaskFailure = job.Properties.FailOnTaskFailure ?? false,
        CanceledBy = history.CanceledBy,
    };
}
