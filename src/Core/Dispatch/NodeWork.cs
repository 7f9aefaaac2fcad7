using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Dispatch;

/// <summary>
/// The tasks that prepare a node before a job uses it and release it when the job leaves it: a sub-task for each node (scheduler reference,
/// section 7.3).
/// </summary>
internal static class NodeWork
{
    /// <summary>Prepares the nodes of a job that are not prepared yet.</summary>
    public static void Prepare(Turn turn, JobEntry job)
    {
        if (!job.Prepares || job.Record.State != JobState.Running || job.IsDraining(turn.Now) || turn.Ledger.NoRoomUntil > turn.Now)
            return;
        foreach (var name in Unprepared(turn.Ledger, job))
            Start(turn, job, job.NodePrep!, name);
    }

    /// <summary>The nodes of a job that are to be prepared now.</summary>
    public static IReadOnlyList<string> Unprepared(Ledger ledger, JobEntry job)
    {
        var candidates = NodeCandidates.Of(ledger, job);
        return [.. job.Record.Shares
            .Where(share => share.Cores > 0 && !job.Record.PreparedNodes.Contains(share.Node) && job.UseOf(share.Node) is not ({ Preparations: > 0 } or { Releases: > 0 }))
            .Select(share => share.Node)
            .Where(node => ledger.Nodes.TryGetValue(node, out var entry) && entry.IsOnline && candidates.Contains(node))];
    }

    /// <summary>Releases one node of a job that goes on without it, bounded by a deadline of its own.</summary>
    /// <returns>Whether anything runs for it now.</returns>
    public static bool Release(Turn turn, JobEntry job, string node, int? subTaskId = null)
    {
        if (!MayRelease(turn.Ledger, job, node))
            return false;
        var task = Start(turn, job, job.NodeRelease!, node, subTaskId);
        var deadline = turn.Now + TimeSpan.FromSeconds(turn.Ledger.ClusterProperties.NodeReleaseTaskTimeout);
        turn.Ledger.Put(job.Active[task] with { StopPhase = StopPhase.Release, Deadline = deadline });
        turn.Deadlines.Add(task, deadline);
        return true;
    }

    /// <summary>Whether a node is released: not one that was taken offline by force, and not after a forced end.</summary>
    public static bool MayRelease(Ledger ledger, JobEntry job, string node) =>
        job.NodeRelease is not null
        && job.Record.CancelRequest is not (CancelRequest.CancelForceByUser or CancelRequest.Preemption)
        && ledger.Nodes.TryGetValue(node, out var entry) && entry.Record.State != NodeState.Offline;

    /// <summary>Starts the sub-task for a node.</summary>
    public static TaskKey Start(Turn turn, JobEntry job, TaskEntry master, string node, int? subTaskId = null)
    {
        if (master.Record.State.IsEnded())
        {
            turn.Move(master.Record, TaskEvent.Renew, record => record with
            {
                EndTime = null,
                ErrorCode = ReasonCodes.None,
                ErrorMessage = "",
            });
        }

        var id = subTaskId ?? master.NextNodeSubTask();
        Dispatcher.DispatchSubTask(turn, job, master, id, [(turn.Ledger.Nodes[node], 0)]);
        return master.Record.Key with { SubTaskId = id };
    }
}
