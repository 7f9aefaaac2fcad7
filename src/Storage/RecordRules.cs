using HpcScheduler.Core.Records;

namespace HpcScheduler.Storage;

/// <summary>
/// What a record must never be: the checks of the schema in C#, so that the store in memory refuses what the one on disk does.
/// </summary>
internal static class RecordRules
{
    /// <summary>What is wrong with a job's record; null if nothing is.</summary>
    public static string? Check(JobRecord job) =>
        job.Id < 1 || job.LastTaskId < 0 ? "its number is not allowed"
        : !IsOne((int)job.State) || !IsOneOrNone((int)job.PreviousState) ? "its state is not one state"
        : job.EndState is { } end && !IsEnded(end) ? "its end state is no end"
        : IsEnded(job.State) != job.EndTime.HasValue ? "its end time does not go with its state"
        : job.StopPhase != StopPhase.None && job.Deadline is null ? "it is being stopped without a deadline"
        : job.RequeueCount < 0 || job.MinCores < 0 || job.MaxCores < 0 || job.AllocatedCores < 0 ? "a count is negative"
        : IsNegative(job.Counts) ? "a count of tasks is negative"
        : Length(job.Properties.Name) > Limits.Name || Length(job.Properties.Project) > Limits.Name ? "its name is too long"
        : null;

    /// <summary>What is wrong with a task's record; null if nothing is.</summary>
    public static string? Check(TaskRecord task) =>
        task.Key.TaskId < 1 || task.Key.SubTaskId < 0 || task.NextSubTaskId < 1 ? "its number is not allowed"
        : !IsOne((int)task.State) || !IsOneOrNone((int)task.PreviousState) ? "its state is not one state"
        : !IsOneOrNone((int)task.UnexpandedState) ? "the state of its sub-tasks is not one state"
        : task.StopPhase != StopPhase.None && task.Deadline is null ? "it is being stopped without a deadline"
        : task.RequeueCount < 0 || task.AutoRequeueCount < 0 || task.Instance < 0 || task.AllocatedCores < 0 ? "a count is negative"
        : Length(task.Output) > Limits.Output || Length(task.CancelMessage) > Limits.Message ? "a text is too long"
        : null;

    private static bool IsEnded(JobState state) => state is JobState.Finished or JobState.Failed or JobState.Canceled;

    private static bool IsOne(int state) => int.PopCount(state) == 1 && state <= (int)JobState.Canceling;

    private static bool IsOneOrNone(int state) => state == 0 || IsOne(state);

    private static bool IsNegative(TaskCounts counts) =>
        (counts.Configuring | counts.Queued | counts.Dispatching | counts.Running
            | counts.Canceling | counts.Finished | counts.Failed | counts.Canceled) < 0;

    /// <summary>In Unicode characters, as SQLite counts.</summary>
    private static int Length(string? text) => text?.EnumerateRunes().Count() ?? 0;
}
