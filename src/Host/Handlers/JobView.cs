using HpcScheduler.Core;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>A job's record as users see it.</summary>
internal static class JobView
{
    /// <summary>What a job has whose owner said nothing.</summary>
    public const int NormalPriority = 2000;

    private static readonly IReadOnlyList<string> DefaultOrder = ["Cores", "Memory"];

    /// <summary>As this caller sees it: the variables of a job are for those who may see its tasks.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="job">The job.</param>
    /// <param name="folder">The scheduler's folder.</param>
    /// <param name="fences">The attempts whose processes could not be killed.</param>
    /// <param name="children">The jobs that name it as a parent.</param>
    public static HpcJob For(
        Caller caller, JobRecord job, HostFolder folder, IReadOnlyList<FenceRecord>? fences = null, IEnumerable<int>? children = null)
    {
        var view = Of(job, folder, children, fences);
        return Permissions.Allows<GetTask>(caller, job) ? view : view with { JobEnv = [] };
    }

    /// <summary>As its owner sees it.</summary>
    /// <param name="job">The job.</param>
    /// <param name="folder">The scheduler's folder.</param>
    /// <param name="children">The jobs that name it as a parent.</param>
    /// <param name="fences">The attempts whose processes could not be killed.</param>
    public static HpcJob Of(JobRecord job, HostFolder folder, IEnumerable<int>? children = null, IReadOnlyList<FenceRecord>? fences = null)
    {
        var properties = job.Properties;
        var priority = properties.ExpandedPriority ?? NormalPriority;
        var counts = job.Counts;
        var unit = properties.UnitType ?? JobUnitType.Core;
        var (least, most) = (job.MinCores / job.CoresPerUnit, job.MaxCores / job.CoresPerUnit);
        return new HpcJob
        {
            Id = job.Id,
            Scheduler = folder.Path,
            Name = properties.Name ?? "",
            Project = properties.Project ?? "",
            Owner = job.Owner,
            Template = properties.Template ?? "Default",
            Pool = job.Pool,
            JobType = job.JobType,
            State = job.State,
            PreviousState = job.PreviousState,
            Priority = ExpandedPriority.ToText(priority),
            ExpandedPriority = priority,
            UnitType = unit,
            MinCores = job.MinCores,
            MaxCores = job.MaxCores,
            MinSockets = Where(JobUnitType.Socket, least),
            MaxSockets = Where(JobUnitType.Socket, most),
            MinNodes = Where(JobUnitType.Node, least),
            MaxNodes = Where(JobUnitType.Node, most),
            MinGpus = Where(JobUnitType.Gpu, least),
            MaxGpus = Where(JobUnitType.Gpu, most),
            AutoCalculateMin = UnitRules.Minimum(properties) is null,
            AutoCalculateMax = UnitRules.Maximum(properties) is null,
            RunTime = job.RunTime,
            RunUntilCanceled = properties.RunUntilCanceled ?? false,
            Exclusive = properties.Exclusive ?? false,
            SingleNode = properties.SingleNode ?? false,
            RequestedNodes = HpcList.Of(properties.RequestedNodes),
            ExcludedNodes = HpcList.Of(properties.ExcludedNodes),
            NodeGroups = HpcList.Of(properties.NodeGroups),
            NodeGroupOp = properties.NodeGroupOp ?? JobNodeGroupOp.Intersect,
            OrderBy = HpcList.Of(properties.OrderBy ?? DefaultOrder),
            MinMemoryPerNode = properties.MinMemoryPerNode ?? 1,
            MaxMemoryPerNode = properties.MaxMemoryPerNode ?? int.MaxValue,
            MinCoresPerNode = properties.MinCoresPerNode ?? 1,
            MaxCoresPerNode = properties.MaxCoresPerNode ?? int.MaxValue,
            EstimatedProcessMemory = properties.EstimatedProcessMemory ?? 0,
            FailOnTaskFailure = properties.FailOnTaskFailure ?? false,
            FailDependentTasks = properties.FailDependentTasks ?? false,
            TaskExecutionFailureRetryLimit = properties.TaskExecutionFailureRetryLimit ?? 0,
            ValidExitCodes = properties.ValidExitCodes ?? "",
            JobEnv = HpcList.Of(properties.JobEnv),
            CustomProperties = HpcList.Of(properties.CustomProperties),
            License = HpcList.Of(properties.License),
            ParentJobIds = HpcList.Of(properties.ParentJobIds),
            ChildJobIds = [.. children ?? []],
            NotifyOnStart = properties.NotifyOnStart ?? false,
            NotifyOnCompletion = properties.NotifyOnCompletion ?? false,
            EmailAddress = properties.EmailAddress ?? "",
            HoldUntil = job.HoldUntil?.LocalDateTime,
            CreateTime = job.CreateTime.LocalDateTime,
            SubmitTime = job.SubmitTime?.LocalDateTime,
            StartTime = job.StartTime?.LocalDateTime,
            EndTime = job.EndTime?.LocalDateTime,
            ChangeTime = job.ChangeTime.LocalDateTime,
            PendingReason = job.PendingReason,
            PendingMessage = PendingText.Of(job),
            ErrorCode = job.ErrorCode,
            FailureReason = Failure.ReasonOf(job.ErrorCode),
            ErrorMessage = job.ErrorMessage,
            CancelRequest = job.CancelRequest,
            CanceledBy = job.CanceledBy,
            CancelTime = job.CancelTime?.LocalDateTime,
            RequeueCount = job.RequeueCount,
            AutoRequeueCount = job.AutoRequeueCount,
            AllocatedCores = job.AllocatedCores,
            IsBackfill = job.IsBackfill,
            AllocatedNodes = HpcList.Of(job.AllocatedNodes),
            Survivors = fences is null or { Count: 0 } ? [] : [.. fences.Where(fence => fence.Task.Key.JobId == job.Id).SelectMany(fence => fence.Processes)],
            Progress = properties.Progress ?? (counts.Total == 0 ? 0 : (int)(100L * counts.Finished / counts.Total)),
            ProgressMessage = properties.ProgressMessage ?? "",
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

        int Where(JobUnitType of, int count) => unit == of ? count : 0;
    }
}
