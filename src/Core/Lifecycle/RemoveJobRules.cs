using HpcScheduler.Core.Policy;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Deletes a job that has ended, or was never submitted (scheduler reference, section 2.2, J35).</summary>
internal static class RemoveJobRules
{
    public static void Handle(Turn turn, RemoveJob request, Caller caller)
    {
        var job = turn.Record(request.Id);
        Permissions.Check<RemoveJob>(caller, job, "remove");
        var isNew = job is { State: JobState.Configuring, SubmitTime: null };
        if (!JobLifecycle.Allows(job.State, JobEvent.Remove) || (job.State == JobState.Configuring && !isNew))
            throw new SchedulerException(SchedulerErrors.JobNotRemovable, request.Id, request.Id, job.State);
        SubmitJobRules.RefuseSurvivors(turn, request.Id);
        Remove(turn, request.Id);
        turn.UserLimits.GiveBack(job.Owner, job.LastTaskId);
    }

    /// <summary>Deletes a job with everything of it.</summary>
    public static void Remove(Turn turn, int id)
    {
        ParentJobs.Deleted(turn, id);
        turn.Ledger.Delete(id);
        turn.Retention.Recompute();
        turn.Effects.Add(new Effect.Forget(id));
    }
}
