using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Dispatch;

/// <summary>
/// Who runs next: one round after each batch of events, however many there were. It is settled who gives way to whom; running jobs that want
/// more grow; then queued jobs start, with as much as possible between their minimum and maximum (scheduler reference, sections 6.1, 6.2
/// and 6.6).
/// </summary>
internal static class Dispatcher
{
    /// <summary>How often it is settled anew in a round at most. Each time less is left to settle, so this is for a fault only.</summary>
    public const int MostTimes = 20;

    public static void Round(Turn turn)
    {
        turn.Times = 1;
        while (Share(turn) && turn.Times < MostTimes)
            turn.Times++;
        NodeLeaving.TakeOffline(turn);
        Explain(turn);
    }

    /// <returns>Whether it is to be settled anew.</returns>
    private static bool Share(Turn turn)
    {
        var plan = turn.Plan = RoundPlan.Make(turn);
        var releases = turn.Ledger.Releases;
        foreach (var key in turn.Ledger.Running.ToList())
        {
            if (turn.Ledger.Find(key.JobId) is { Record: { State: JobState.Running, IsCommand: false } } job)
            {
                NodeLeaving.Check(turn, job);
                Resizing.Resize(turn, plan, job);
                NodeWork.Prepare(turn, job);
                DispatchTasks(turn, job);
                JobEnding.GiveWay(turn, job);
            }
        }

        var hasStarted = Starting.Start(turn, plan);
        return plan.IsOutdated(turn.Ledger, hasStarted, hasShrunk: turn.Ledger.Releases != releases);
    }

    /// <summary>The ready task that could start now in its job, and what it would get; none if there is no such task.</summary>
    public static (TaskEntry Task, List<(NodeEntry Node, int Cores)> Places)? NextTask(Ledger ledger, JobEntry job, DateTimeOffset now)
    {
        if (job.Ready.Count == 0 || TaskPlaces.Of(ledger, job, now) is not { } places)
            return null;
        foreach (var id in job.Ready)
        {
            var task = job.Tasks[id];
            if (places.For(task.Record) is { } found)
                return (task, found);
            if (task.Record.Properties.RequiredNodes is not { Count: > 0 })
                return null;
            places.Keep(task.Record);
        }

        return null;
    }

    /// <summary>Gives a sub-task cores and starts it.</summary>
    public static void DispatchSubTask(Turn turn, JobEntry job, TaskEntry master, int subTaskId, List<(NodeEntry Node, int Cores)> places)
    {
        if (!master.SubTasks.TryGetValue(subTaskId, out var task))
        {
            task = StopTaskRules.Expand(turn, master, subTaskId);
            turn.Ledger.Put(master.Record with { NextSubTaskId = Math.Max(master.Record.NextSubTaskId, subTaskId + 1) });
        }

        if (master.Record.State == TaskState.Queued)
            turn.Move(master.Record, TaskEvent.SubTaskStarted, record => record with { StartTime = turn.Now });
        Dispatch(turn, job, task, places);
    }

    /// <summary>What a job holds of nodes that gets units there.</summary>
    public static IReadOnlyList<NodeShare> Shares(JobEntry job, IEnumerable<(NodeEntry Node, int Units)> places)
    {
        var unit = UnitRules.Of(job.Record.Properties);
        return
        [
            .. places.Select(place => new NodeShare(place.Node.Name, place.Units * UnitRules.Cores(unit, place.Node.Record)))
                .OrderBy(share => share.Node, StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>Starts the tasks of a job that can start on what it holds.</summary>
    public static void DispatchTasks(Turn turn, JobEntry job)
    {
        if (job.Ready.Count == 0 || TaskPlaces.Of(turn.Ledger, job, turn.Now) is not { } places)
            return;
        List<int>? rest = null;
        for (var next = 0; rest is null ? job.Ready.Count > 0 : next < rest.Count;)
        {
            var task = job.Tasks[rest is null ? job.Ready.Min : rest[next]];
            if (rest is not null && !job.Ready.Contains(rest[next]))
            {
                next++;
            }
            else if (places.For(task.Record) is { } found)
            {
                if (task.Record.IsMaster)
                    DispatchSubTask(turn, job, task, task.NextQueuedSubTask()!.Value, found);
                else
                    Dispatch(turn, job, task.Record, found);
            }
            else if (task.Record.Properties.RequiredNodes is { Count: > 0 })
            {
                // Its nodes wait for it, others do not.
                places.Keep(task.Record);
                rest ??= [.. job.Ready];
                next++;
            }
            else
            {
                return;
            }
        }
    }

    private static void Dispatch(Turn turn, JobEntry job, TaskRecord task, List<(NodeEntry Node, int Cores)> places)
    {
        var coreIds = new List<int>();
        foreach (var (node, cores) in places)
            node.FreeCoreIds(cores, coreIds);
        var dispatched = turn.Move(task, TaskEvent.Dispatch, record => record with
        {
            Instance = record.Instance + 1,
            AllocatedCores = coreIds.Count,
            AllocatedCoreIds = coreIds,
            AllocatedCoresPerNode = places.Count == 1 ? [] : [.. places.Select(place => place.Cores)],
            AllocatedGpuIds = GpuIds(job, places[0]),
            AllocatedNodes = places.Count == 1 ? places[0].Node.List : [.. places.Select(place => place.Node.Name)],
            StartTime = null,
            EndTime = null,
            ErrorCode = ReasonCodes.None,
            ErrorMessage = "",
        });
        turn.Effects.Add(new Effect.Start(AttemptPlan.Of(turn, job.Record, dispatched)));
        turn.Starts.Begin(turn);
    }

    private static IReadOnlyList<int> GpuIds(JobEntry job, (NodeEntry Node, int Cores) place)
    {
        if (UnitRules.Of(job.Record.Properties) != JobUnitType.Gpu || place.Cores == 0)
            return [];
        var count = place.Cores / UnitRules.Cores(JobUnitType.Gpu, place.Node.Record);
        return [.. place.Node.Record.Gpus.Where(id => !place.Node.UsedGpuIds.Contains(id) && !place.Node.FencedGpus.Contains(id)).Take(count)];
    }

    // The first job for which the nodes would be enough, and those before it for which they are not.
    private static List<Ledger.QueueKey> FirstToStart(Ledger ledger)
    {
        var first = new List<Ledger.QueueKey>();
        foreach (var key in ledger.Waiting)
        {
            first.Add(key);
            var job = ledger.Find(key.JobId)!;
            if (FastBalancedRules.Refusal(ledger, job.Record) is null && Placement.CouldStart(ledger, job))
                break;
        }

        return first;
    }

    /// <summary>Says of the job at the head, and of those that came since the last round, why they wait.</summary>
    private static void Explain(Turn turn)
    {
        if (turn.Ledger.Waiting.Count > 0)
        {
            var first = FirstToStart(turn.Ledger);
            var head = first[^1];
            // One that stood there and has been passed has another reason now.
            turn.Unexplained.UnionWith(turn.First);
            turn.First = [.. first.Select(key => key.JobId)];
            foreach (var key in first)
            {
                turn.Unexplained.Remove(key.JobId);
                if (turn.Ledger.Find(key.JobId) is { Activation: Activation.None } job)
                    Say(key.JobId, Why(turn.Ledger, job));
            }

            foreach (var id in turn.Unexplained)
            {
                if (turn.Ledger.Find(id) is not { Activation: Activation.None, Record: { State: JobState.Queued, IsHeld: false } job })
                    continue;
                var isOutranked = job.Priority < head.Priority;
                Say(id, isOutranked ? PendingReason.HigherPriorityJob : PendingReason.JobSubmittedEarlier);
            }
        }

        turn.Unexplained.Clear();

        static PendingReason Why(Ledger ledger, JobEntry job) => FastBalancedRules.Refusal(ledger, job.Record)
            ?? (Demand.MissingNodes(ledger, job).Count > 0 ? PendingReason.RequiredNodesNotAvailable
            : job.Record.Properties.NodeGroups is { Count: > 0 } ? PendingReason.NoAvailableResourceInRequestedNodeGroup
            : PendingReason.NotEnoughResource);

        void Say(int id, PendingReason reason)
        {
            var job = turn.Ledger.Find(id)!.Record;
            if (job.PendingReason != reason)
                turn.Ledger.Put(job with { PendingReason = reason });
        }
    }
}
