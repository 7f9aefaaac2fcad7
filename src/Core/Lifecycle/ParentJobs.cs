using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// Jobs that wait for others: a job starts when all its parents are Finished. A parent that failed or was canceled keeps it waiting until
/// the parent is queued again and finishes; one that is deleted before it has finished takes it along (scheduler reference, sections 2.2,
/// J33 and J34, and 6.11).
/// </summary>
internal static class ParentJobs
{
    /// <summary>Those parents of a job that have not finished. Those that do not exist, or were never submitted, are errors.</summary>
    /// <exception cref="SchedulerException">HpcParentJobsMissing, HpcParentJobsNotSubmitted, HpcInvalidParentJobIds.</exception>
    public static IReadOnlyList<int> Unfinished(Turn turn, JobRecord job)
    {
        if (job.Properties.ParentJobIds is not { Count: > 0 } parents)
            return [];
        var states = parents.Select(id => (Id: id, State: StateOf(turn, id))).ToList();
        if (states.Where(parent => parent.State is null).Select(parent => parent.Id).ToList() is { Count: > 0 } missing)
            throw new SchedulerException(SchedulerErrors.ParentJobsMissing, job.Id, job.Id, string.Join(", ", missing));
        if (states.Where(parent => parent.State == JobState.Configuring).Select(parent => parent.Id).ToList() is { Count: > 0 } early)
            throw new SchedulerException(SchedulerErrors.ParentJobsNotSubmitted, job.Id, job.Id, string.Join(", ", early));
        RefuseCircle(turn, job, parents);
        return [.. states.Where(parent => parent.State != JobState.Finished).Select(parent => parent.Id)];
    }

    /// <summary>Why a job waits that has unfinished parents.</summary>
    public static PendingReason ReasonOf(Turn turn, IReadOnlyList<int> unfinished) =>
        unfinished.Any(id => StateOf(turn, id) is null or JobState.Failed or JobState.Canceled)
            ? PendingReason.ParentJobsCanceledOrFailed
            : PendingReason.ParentJobsNotFinished;

    /// <summary>
    /// Tells the children of the jobs that changed. In a loop and not from job to job, because a chain of jobs may be longer than the
    /// thread's stack is deep.
    /// </summary>
    public static void TellChildren(Turn turn)
    {
        while (turn.ChangedParents.TryDequeue(out var parent))
        {
            foreach (var child in turn.Ledger.Children(parent))
                Tell(turn, turn.Ledger.Find(child)!, parent);
        }
    }

    /// <summary>A job is being deleted: children that it had not let go yet are canceled.</summary>
    public static void Deleted(Turn turn, int parent)
    {
        // It may have finished in this very turn.
        TellChildren(turn);
        foreach (var child in turn.Ledger.Children(parent))
        {
            turn.Move(turn.Ledger.Find(child)!, JobEvent.LoseParent, record => record with
            {
                EndTime = turn.Now,
                PendingReason = PendingReason.None,
                ErrorCode = ReasonCodes.ParentJobsDeleted,
                ErrorMessage = $"Its parent job {parent} was deleted before it had finished.",
                CancelRequest = CancelRequest.ParentJobsDeleted,
                CanceledBy = turn.Caller?.Name ?? "",
                CancelTime = turn.Now,
            });
        }
    }

    private static void Tell(Turn turn, JobEntry child, int parent)
    {
        var unfinished = StateOf(turn, parent) == JobState.Finished
            ? [.. child.Record.UnfinishedParents.Where(id => id != parent)]
            : child.Record.UnfinishedParents;
        if (unfinished.Count == 0)
        {
            SubmitJobRules.EnterQueue(turn, child, unfinished);
            return;
        }

        var reason = ReasonOf(turn, unfinished);
        if (reason != child.Record.PendingReason || unfinished.Count != child.Record.UnfinishedParents.Count)
            turn.Ledger.Put(child.Record with { UnfinishedParents = unfinished, PendingReason = reason, ChangeTime = turn.Now });
    }

    private static JobState? StateOf(Turn turn, int id) => turn.Ledger.Find(id)?.Record.State ?? turn.Store.FindJob(id)?.State;

    // Only a job that waits itself can close a circle, and such jobs are in memory.
    private static void RefuseCircle(Turn turn, JobRecord job, IReadOnlyList<int> parents)
    {
        var seen = new HashSet<int>();
        var next = new Stack<int>(parents);
        while (next.TryPop(out var id))
        {
            if (id == job.Id)
            {
                var text = string.Join(", ", parents);
                throw new SchedulerException(SchedulerErrors.InvalidParentJobIds, text, text, $"job {job.Id} would wait for itself");
            }

            if (!seen.Add(id) || turn.Ledger.Find(id) is not { } parent)
                continue;
            foreach (var grandparent in parent.Record.UnfinishedParents)
                next.Push(grandparent);
        }
    }
}
