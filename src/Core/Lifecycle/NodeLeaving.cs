using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// Tasks whose node goes: it was taken offline by force, or their job may not use it any more (scheduler reference, section 2.3, T18 and
/// T19). They are stopped and run again if they may.
/// </summary>
internal static class NodeLeaving
{
    /// <summary>Kills what runs on a node that was taken offline by force.</summary>
    public static void KillAll(Turn turn, NodeEntry node)
    {
        foreach (var job in turn.Ledger.Holders(node.Name).ToList())
        {
            foreach (var task in On(job, node.Name))
            {
                if (TaskLifecycle.Allows(task.State, TaskEvent.LeaveNode))
                    StopTaskRules.LeaveNode(turn, task, CancelRequest.ResourceFailure, atOnce: true);
                else
                    turn.Effects.Add(new Effect.Kill(new(task.Key, task.Instance)));
            }
        }
    }

    /// <summary>Stops what runs on nodes that a running job holds and may not use any more.</summary>
    public static void Check(Turn turn, JobEntry job)
    {
        var candidates = NodeCandidates.Of(turn.Ledger, job);
        if (ReferenceEquals(candidates, job.Checked))
            return;
        job.Checked = candidates;
        foreach (var node in job.Record.AllocatedNodes.Where(node => !candidates.Contains(node)).ToList())
        {
            foreach (var task in On(job, node))
            {
                if (task.Type != TaskType.NodeRelease && TaskLifecycle.Allows(task.State, TaskEvent.LeaveNode))
                    StopTaskRules.LeaveNode(turn, task, CancelRequest.NodeNotUsableByJob, atOnce: false);
            }
        }
    }

    /// <summary>Takes nodes offline that drained and that no job holds any more.</summary>
    public static void TakeOffline(Turn turn)
    {
        if (turn.Ledger.DrainingNodes.Count == 0)
            return;
        foreach (var node in turn.Ledger.DrainingNodes.Select(name => turn.Ledger.Nodes[name]).Where(node => node.Jobs == 0).ToList())
            turn.Ledger.Put(node.Record with { State = NodeState.Offline });
    }

    private static List<TaskRecord> On(JobEntry job, string node) =>
        [.. job.Active.Values.Where(task => task.AllocatedNodes.Contains(node, StringComparer.OrdinalIgnoreCase))];
}
