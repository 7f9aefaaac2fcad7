using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// Changes a job (scheduler reference, section 5.3). A Queued job is taken off the queue, changed and submitted again; a Canceled or
/// Failed one falls back to Configuring; of a running one only what does not touch its cores may change.
/// </summary>
internal static class SetJobRules
{
    public static (JobRecord Job, SchedulerException? Error) Handle(Turn turn, SetJob request, Caller caller)
    {
        JobPropertyRules.Check(request.Properties, turn.Now);
        var job = turn.Job(request.Id);
        Turn.Permit(job, caller, "change");
        var state = job.Record.State;
        var said = request.Properties;
        if (state == JobState.Running)
        {
            RefuseWhileRunning(job.Record, said);
            turn.Ledger.Put(Change(turn, job, said));
            return (job.Record, null);
        }

        if (!JobLifecycle.Allows(state, JobEvent.Configure))
            throw new SchedulerException(SchedulerErrors.JobNotModifiable, request.Id, request.Id, state);

        // The merged values are checked before anything changes: a minimum of now and a maximum of before may disagree.
        var merged = JobPropertyRules.Merge(job.Record.Properties, said);
        JobPropertyRules.CoreRange(merged.MinCores, merged.MaxCores);
        turn.Move(job, JobEvent.Configure, record => record with
        {
            StartTime = null,
            EndTime = null,
            PendingReason = PendingReason.None,
            ErrorCode = ReasonCodes.None,
            ErrorMessage = "",
            CancelRequest = CancelRequest.None,
            CanceledBy = null,
            CancelTime = null,
        });
        turn.Ledger.Put(Change(turn, job, said));
        return state == JobState.Queued ? SubmitJobRules.Submit(turn, job, JobEvent.Submit) : (job.Record, null);
    }

    private static JobRecord Change(Turn turn, JobEntry job, JobProperties said)
    {
        var properties = JobPropertyRules.Merge(job.Record.Properties, said);
        var (minimum, maximum) = JobPropertyRules.Cores(properties, job.Tasks.Values);
        return job.Record with
        {
            Properties = properties,
            HoldUntil = said.HoldUntil is null ? job.Record.HoldUntil : JobPropertyRules.Hold(said),
            MinCores = minimum,
            MaxCores = maximum,
            ChangeTime = turn.Now,
        };
    }

    private static void RefuseWhileRunning(JobRecord job, JobProperties said)
    {
        Refuse("NumCores", said.MinCores ?? said.MaxCores ?? (object?)said.AutoCalculateMin ?? said.AutoCalculateMax);
        Refuse("HoldUntil", said.HoldUntil);

        void Refuse(string property, object? value)
        {
            if (value is not null)
                throw new SchedulerException(SchedulerErrors.PropertyNotModifiable, job.Id, job.Id, property, job.State);
        }
    }
}
