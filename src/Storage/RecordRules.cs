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
        : job.RequeueCount < 0 || job.AutoRequeueCount < 0 ? "a count is negative"
        : !Enum.IsDefined(job.RequeueScope) ? "the tasks that are queued again are not known"
        : job.CoresPerUnit < 1 ? "a unit of it has no core"
        : job.MinCores < 0 || job.MaxCores < 0 || job.AllocatedCores < 0 ? "a number of cores is negative"
        : IsNegative(job.Counts) ? "a count of tasks is negative"
        : Length(job.Properties.Name) > Limits.Name || Length(job.Properties.Project) > Limits.Name ? "its name is too long"
        : null;

    /// <summary>What is wrong with a task's record; null if nothing is.</summary>
    public static string? Check(TaskRecord task) =>
        task.Key.TaskId < 1 || task.Key.SubTaskId < 0 || task.NextSubTaskId < 1 ? "its number is not allowed"
        : !IsOne((int)task.State) || !IsOneOrNone((int)task.PreviousState) ? "its state is not one state"
        : !IsOneOrNone((int)task.UnexpandedState) ? "the state of its sub-tasks is not one state"
        : task.StopPhase != StopPhase.None && task.Deadline is null ? "it is being stopped without a deadline"
        : task.RequeueCount < 0 || task.AutoRequeueCount < 0 || task.ExecutionFailureRetryCount < 0 ? "a count is negative"
        : task.Instance < 0 || task.AllocatedCores < 0 ? "a number is negative"
        : Length(task.Output) > Limits.Output || Length(task.CancelMessage) > Limits.Message ? "a text is too long"
        : null;

    /// <summary>What is wrong with the record of what happened to a job; null if nothing is.</summary>
    public static string? Check(JobHistoryRecord history) =>
        history.Event <= JobHistoryEvent.None ? "nothing happened"
        : history.RequeueId < 0 ? "its run is not allowed"
        : (history.NumberOfTasks | history.CanceledTasksCount | history.FailedTasksCount | history.FinishedTasksCount) < 0
            ? "a count of tasks is negative"
        : null;

    /// <summary>What is wrong with the record of what happened to a node; null if nothing is.</summary>
    public static string? Check(NodeHistoryRecord history) =>
        history.NodeName.Length == 0 ? "it happened to no node"
        : history.Event < NodeEvent.Added ? "nothing happened"
        : null;

    /// <summary>What is wrong with a node's record; null if nothing is.</summary>
    public static string? Check(NodeRecord node) =>
        node.Name.Length == 0 ? "it has no name"
        : node.Cores < 0 || node.SubscribedCores < 0 || node.Sockets < 1 || node.SubscribedSockets < 1 || node.Memory < 0 ? "a number is not allowed"
        : !Enum.IsDefined(node.State) ? "its state is not one state"
        : (int)node.Role is < 0 or > 7 ? "its role is not known"
        : null;

    /// <summary>What is wrong with a node group's record; null if nothing is.</summary>
    public static string? Check(NodeGroupRecord group) =>
        group.Id < 1 ? "its number is not allowed"
        : group.Name.Length == 0 ? "it has no name"
        : null;

    /// <summary>What is wrong with a member's record; null if nothing is.</summary>
    public static string? Check(MemberRecord member) =>
        member.Name.Length == 0 ? "it has no name"
        : member.Role == UserRoles.AccessDenied || (member.Role & ~UserRoleList.All) != 0 ? "its role is none"
        : null;

    /// <summary>What is wrong with a job template's record; null if nothing is.</summary>
    public static string? Check(JobTemplateRecord template) =>
        template.Name.Length == 0 ? "it has no name"
        : Length(template.Name) > Limits.TemplateName ? "its name is too long"
        : Length(template.Description) > Limits.TemplateDescription ? "its description is too long"
        : template.Acl.Length == 0 ? "it says nothing of who may use it"
        : null;

    /// <summary>What is wrong with a pool's record; null if nothing is.</summary>
    public static string? Check(PoolRecord pool) =>
        pool.Name.Length == 0 ? "it has no name"
        : Length(pool.Name) > Limits.PoolName ? "its name is too long"
        : pool.Weight is < 0 or > Limits.PoolWeight ? "its weight is not allowed"
        : null;

    /// <summary>What is wrong with a sample of a metric; null if nothing is.</summary>
    public static string? Check(MetricSampleRecord sample) =>
        sample.Metric.Length == 0 ? "it has no name"
        : !double.IsFinite(sample.Value) ? "its value is no number"
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
