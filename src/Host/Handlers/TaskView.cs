using System.Globalization;
using HpcScheduler.Core.Dispatch;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Host.Handlers;

/// <summary>A task's record as users see it; in a sub-task the asterisks are replaced.</summary>
internal static class TaskView
{
    public static HpcTask Of(TaskRecord task, HostFolder folder)
    {
        var properties = task.Properties;
        var isSweep = task.Type == TaskType.ParametricSweep;
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
            Env = properties.Env ?? [],
            Depend = properties.Depend ?? [],
            MinCores = task.MinCores,
            MaxCores = task.MaxCores,
            StartValue = isSweep ? properties.StartValue ?? 1 : 0,
            EndValue = isSweep ? properties.EndValue ?? 1 : 0,
            IncrementValue = isSweep ? properties.IncrementValue ?? 1 : 0,
            TotalSubTaskCount = isSweep ? task.SubTaskCount : 0,
            Rerunnable = properties.Rerunnable ?? true,
            CreateTime = task.CreateTime.LocalDateTime,
            SubmitTime = task.SubmitTime?.LocalDateTime,
            StartTime = task.StartTime?.LocalDateTime,
            EndTime = task.EndTime?.LocalDateTime,
            ChangeTime = task.ChangeTime.LocalDateTime,
            ExitCode = task.ExitCode,
            ErrorCode = task.ErrorCode,
            ErrorMessage = task.ErrorMessage,
            Output = task.Output,
            RequeueCount = task.RequeueCount,
            Instance = task.Instance,
            AllocatedCores = task.AllocatedCores,
            AllocatedNodes = task.AllocatedNodes,
            AttemptFolder = task.Instance == 0 ? null : Path.Join(
                folder.Attempts, task.Key.ToString(), task.Instance.ToString(CultureInfo.InvariantCulture)),
        };

        string? Text(string? text) =>
            task.Key.SubTaskId == 0 ? text : Asterisks.Replace(text, Asterisks.ValueOf(properties, task.Key.SubTaskId));
    }
}
