using System.Globalization;
using HpcScheduler.Core.Dispatch;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Host.Handlers;

/// <summary>A task's record as users see it; in a sub-task the asterisks are replaced.</summary>
internal static class TaskView
{
    /// <param name="task">The task.</param>
    /// <param name="job">Its job.</param>
    /// <param name="folder">The scheduler's folder.</param>
    /// <param name="waitsFor">The tasks that it waits for.</param>
    /// <param name="fences">The attempts whose processes could not be killed.</param>
    public static HpcTask Of(
        TaskRecord task, JobRecord job, HostFolder folder, IReadOnlyList<TaskKey>? waitsFor = null, IReadOnlyList<FenceRecord>? fences = null)
    {
        var properties = task.Properties;
        var isSweep = task.Type == TaskType.ParametricSweep;
        var unit = job.Properties.UnitType ?? JobUnitType.Core;
        var (reason, message) = PendingText.Of(task, job, waitsFor ?? []);
        return new HpcTask
        {
            JobId = task.Key.JobId,
            TaskId = task.Key.TaskId,
            SubTaskId = task.Key.SubTaskId,
            Scheduler = folder.Path,
            Name = Text(properties.Name) ?? "",
            Type = task.Type,
            State = task.State,
            PreviousState = task.PreviousState,
            CommandLine = Text(properties.CommandLine) ?? "",
            WorkDir = properties.WorkDir,
            Stdin = Text(properties.Stdin),
            Stdout = Text(properties.Stdout),
            Stderr = Text(properties.Stderr),
            Env = HpcList.Of(properties.Env),
            CustomProperties = HpcList.Of(properties.CustomProperties),
            Depend = HpcList.Of(properties.Depend),
            UnitType = unit,
            MinCores = task.MinUnits * job.CoresPerUnit,
            MaxCores = task.MaxUnits * job.CoresPerUnit,
            MinSockets = unit == JobUnitType.Socket ? task.MinUnits : 0,
            MaxSockets = unit == JobUnitType.Socket ? task.MaxUnits : 0,
            MinNodes = unit == JobUnitType.Node ? task.MinUnits : 0,
            MaxNodes = unit == JobUnitType.Node ? task.MaxUnits : 0,
            RequiredNodes = HpcList.Of(properties.RequiredNodes),
            Exclusive = properties.Exclusive ?? false,
            StartValue = isSweep ? properties.StartValue ?? 1 : 0,
            EndValue = isSweep ? properties.EndValue ?? 1 : 0,
            IncrementValue = isSweep ? properties.IncrementValue ?? 1 : 0,
            TotalSubTaskCount = task.SubTaskCount,
            Rerunnable = properties.Rerunnable ?? true,
            RunTime = task.RunTime,
            ValidExitCodes = properties.ValidExitCodes ?? "",
            FailJobOnFailure = properties.FailJobOnFailure ?? false,
            FailJobOnFailureCount = properties.FailJobOnFailure == true ? properties.FailJobOnFailureCount ?? 1 : 0,
            CreateTime = task.CreateTime.LocalDateTime,
            SubmitTime = task.SubmitTime?.LocalDateTime,
            StartTime = task.StartTime?.LocalDateTime,
            EndTime = task.EndTime?.LocalDateTime,
            ChangeTime = task.ChangeTime.LocalDateTime,
            PendingReason = reason,
            PendingMessage = message,
            ExitCode = task.ExitCode,
            ErrorCode = task.ErrorCode,
            FailureReason = Failure.ReasonOf(task.ErrorCode),
            ErrorMessage = task.ErrorMessage,
            CancelRequest = task.CancelRequest,
            CanceledBy = task.CanceledBy,
            CancelTime = task.CancelTime?.LocalDateTime,
            Output = task.Output,
            RequeueCount = task.RequeueCount,
            AutoRequeueCount = task.AutoRequeueCount,
            ExecutionFailureRetryCount = task.ExecutionFailureRetryCount,
            Instance = task.Instance,
            AllocatedCores = task.AllocatedCores,
            AllocatedNodes = HpcList.Of(task.AllocatedNodes),
            AllocatedCoreIds = HpcList.Of(task.AllocatedCoreIds),
            Survivors = fences is null or { Count: 0 } ? [] : [.. fences.Where(fence => fence.Task.Key == task.Key).SelectMany(fence => fence.Processes)],
            AttemptFolder = task.Instance == 0 ? null : Path.Join(
                folder.Attempts, task.Key.ToString(), task.Instance.ToString(CultureInfo.InvariantCulture)),
        };

        string? Text(string? text) =>
            task.Key.SubTaskId == 0 ? text : Asterisks.Replace(text, Asterisks.ValueOf(properties, task.Key.SubTaskId));
    }
}
