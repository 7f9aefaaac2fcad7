using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Submits a task that is Configuring (scheduler reference, section 2.3, T2). In a job that is Configuring it waits for the job.</summary>
internal static class SubmitTaskRules
{
    public static TaskRecord Handle(Turn turn, SubmitTask request, Caller caller)
    {
        var job = turn.Job(request.JobId);
        Permissions.Check<SubmitTask>(caller, job.Record, "submit a task of");
        var record = job.Task(request.TaskId).Record;
        if (record.State != TaskState.Configuring)
            throw new SchedulerException(SchedulerErrors.TaskNotSubmittable, record.Key.ToString(), record.Key, record.State);
        Admission.CheckSubmission(turn.Ledger.ClusterProperties, request.JobId);
        if (job.Record.State is JobState.Queued or JobState.Running)
            AddTaskRules.SubmitLate(turn, job, [request.TaskId]);
        else if (job.Record.State != JobState.Configuring)
            throw new SchedulerException(SchedulerErrors.TaskNotAddable, request.JobId, request.JobId, job.Record.State);
        return job.Task(request.TaskId).Record;
    }
}
