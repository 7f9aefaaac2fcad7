using HpcScheduler.Core.Records;

namespace HpcScheduler.Host.Handlers;

/// <summary>A job's record as users see it.</summary>
internal static class JobView
{
    public static HpcJob Of(JobRecord job, HostFolder folder)
    {
        var priority = job.Properties.ExpandedPriority ?? 2000;
        var counts = job.Counts;
        return new HpcJob
        {
            Id = job.Id,
            Scheduler = folder.Path,
            Name = job.Properties.Name ?? "",
            Project = job.Properties.Project ?? "",
            Owner = job.Owner,
            JobType = job.JobType,
            State = job.State,
            PreviousState = job.PreviousState,
            Priority = ExpandedPriority.ToText(priority),
            ExpandedPriority = priority,
            UnitType = JobUnitType.Core,
            MinCores = job.MinCores,
            MaxCores = job.MaxCores,
            AutoCalculateMin = job.Properties.MinCores is null,
            AutoCalculateMax = job.Properties.MaxCores is null,
            JobEnv = job.Properties.JobEnv ?? [],
            HoldUntil = job.HoldUntil?.LocalDateTime,
            CreateTime = job.CreateTime.LocalDateTime,
            SubmitTime = job.SubmitTime?.LocalDateTime,
            StartTime = job.StartTime?.LocalDateTime,
            EndTime = job.EndTime?.LocalDateTime,
            ChangeTime = job.ChangeTime.LocalDateTime,
            PendingReason = job.PendingReason,
            ErrorCode = job.ErrorCode,
            ErrorMessage = job.ErrorMessage,
            CancelRequest = job.CancelRequest,
            CanceledBy = job.CanceledBy,
            CancelTime = job.CancelTime?.LocalDateTime,
            RequeueCount = job.RequeueCount,
            AllocatedCores = job.AllocatedCores,
            AllocatedNodes = job.AllocatedNodes,
            Progress = counts.Total == 0 ? 0 : (int)(100L * counts.Finished / counts.Total),
            TaskCount = counts.Total,
            ConfiguringTaskCount = counts.Configuring,
            QueuedTaskCount = counts.Queued,
            DispatchingTaskCount = counts.Dispatching,
            RunningTaskCount = counts.Running,
            CancelingTaskCount = counts.Canceling,
            FinishedTaskCount = counts.Finished,
            FailedTaskCount = counts.Failed,
            CanceledTaskCount = counts.Canceled,
        };
    }
}
