using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Writes down what happens to jobs: who did what, and when (scheduler reference, sections 1.1, JobEvent, and 2.2).</summary>
internal static class JobHistory
{
    /// <summary>Notes an event of the life cycle. Steps that a job only passes through are not noted.</summary>
    public static void Note(Turn turn, JobRecord job, JobEvent @event)
    {
        switch (@event)
        {
            case JobEvent.Create:
                Note(turn, job, JobHistoryEvent.Created, "");
                break;
            case JobEvent.Submit:
                Note(turn, job, JobHistoryEvent.Submitted, "");
                break;
            case JobEvent.Requeue:
                Note(turn, job, JobHistoryEvent.Requeued, "");
                break;
            case JobEvent.Hold:
                Note(turn, job, JobHistoryEvent.Requeued, "It was put on hold while it ran.");
                break;
            case JobEvent.Preempt:
                Note(turn, job, JobHistoryEvent.Requeued, "Its cores were needed for a job of higher priority.");
                break;
            case JobEvent.LoseCores:
                Note(turn, job, JobHistoryEvent.Requeued, "Nodes of it went offline or may not be used any more.");
                break;
            case JobEvent.Retry:
                Note(turn, job, JobHistoryEvent.Requeued, "Its node could not be prepared.");
                break;
            case JobEvent.Start:
                Note(turn, job, JobHistoryEvent.Started, $"On {string.Join(", ", job.AllocatedNodes)} with {job.AllocatedCores} {(job.AllocatedCores == 1 ? "core" : "cores")}.");
                break;
            case JobEvent.Cancel or JobEvent.CancelForce or JobEvent.CancelGraceful or JobEvent.Finish or JobEvent.FinishGraceful or JobEvent.TimeOut:
                Note(turn, job, JobHistoryEvent.CancelRequestReceived, job.ErrorMessage);
                break;
        }

        if (EndOf(job.State) is { } end)
            Note(turn, job, end, job.ErrorMessage);
    }

    /// <summary>Notes what is no step of the life cycle.</summary>
    public static void Note(Turn turn, JobRecord job, JobHistoryEvent @event, string message) => turn.Ledger.Put(new JobHistoryRecord
    {
        JobId = job.Id,
        RequeueId = job.RequeueCount,
        Event = @event,
        EventTime = turn.Now,
        Actor = turn.Caller?.Name ?? "",
        Message = message,
        SubmitTime = job.SubmitTime,
        StartTime = job.StartTime,
        EndTime = job.EndTime,
        CanceledBy = job.CanceledBy,
    });

    private static JobHistoryEvent? EndOf(JobState state) => state switch
    {
        JobState.Finished => JobHistoryEvent.Finished,
        JobState.Failed => JobHistoryEvent.Failed,
        JobState.Canceled => JobHistoryEvent.Canceled,
        _ => null,
    };
}
