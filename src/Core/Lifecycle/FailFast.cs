using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// Fails a job at once when a task fails whose failure does that: any task with FailOnTaskFailure, one with FailJobOnFailure when as many of its
/// sub-tasks have failed as FailJobOnFailureCount says (scheduler reference, section 2.2, J15). What runs is stopped as by a cancel, what
/// waits is not started, node release runs, and the job ends Failed.
/// </summary>
internal static class FailFast
{
    /// <summary>To be called when a task, or a sub-task of it, has failed.</summary>
    public static void Judge(Turn turn, JobEntry job, TaskEntry task, TaskRecord failed)
    {
        if (job.Record.State != JobState.Running || failed.IsNodeTask || !Fails(job.Record.Properties, task))
            return;
        turn.Move(job, JobEvent.FailFast, record => record with
        {
            EndState = JobState.Failed,
            ErrorCode = ReasonCodes.TaskFailure,
            ErrorMessage = $"Task {failed.Key} failed: {failed.ErrorMessage}",
            IsLeaving = false,
        });
        StopJobRules.StopTasks(turn, job, TaskEvent.Cancel);
    }

    private static bool Fails(JobProperties job, TaskEntry task)
    {
        if (job.FailOnTaskFailure == true)
            return true;
        var properties = task.Record.Properties;
        return properties.FailJobOnFailure == true
            && (!task.Record.IsMaster || task.SubTaskCounts.Failed >= (properties.FailJobOnFailureCount ?? 1));
    }
}
