using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Dispatch;

/// <summary>
/// Who runs next: one round after each batch of events, however many there were. Running jobs that want more grow first, then queued
/// jobs start in the order of the queue with as much as possible between their minimum and maximum; a job at the head that cannot get
/// its minimum waits, those behind it that could use the same nodes wait with it, and running ones of lower priority give way (scheduler
/// reference, sections 6.1, 6.2 and 6.6).
/// </summary>
internal static class Dispatcher
{
    public static void Round(Turn turn)
    {
        Preemption.Plan(turn);
        foreach (var key in turn.Ledger.Running.ToList())
        {
            if (turn.Ledger.Find(key.JobId) is { Record: { State: JobState.Running, IsCommand: false } } job)
            {
                NodeLeaving.Check(turn, job);
                Resizing.Resize(turn, job);
                NodeWork.Prepare(turn, job);
                DispatchTasks(turn, job);
                JobEnding.GiveWay(turn, job);
            }
        }

        StartJobs(turn);
        NodeLeaving.TakeOffline(turn);
        Explain(turn);
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

    // A job that cannot have its minimum keeps the nodes that it may run on for itself; those behind it start on others only. One that could not
    // even run if these were free keeps nothing.
    private static void StartJobs(Turn turn)
    {
        var ledger = turn.Ledger;
        var kept = new KeptNodes();
        // What is kept for one that is to be asked about again is free for those before it.
        ledger.Unreserve(job => job.Activation == Activation.None);
        List<Ledger.QueueKey>? rest = null;
        for (var next = 0; rest is null ? ledger.Waiting.Count > 0 : next < rest.Count;)
        {
            var key = rest is null ? ledger.Waiting.Min : rest[next++];
            if (ledger.Find(key.JobId) is not { Record: { State: JobState.Queued, IsHeld: false } } job)
                continue;
            if (job.Activation is not (Activation.Asked or Activation.Refused))
                ledger.Unreserve(job);
            var (prospect, places) = kept.Next(ledger, job);
            if (prospect == Prospect.Fits)
            {
                if (!turn.ActivationFilter.MayStart(turn, job, places!))
                    return;
                Start(turn, job, places!);
                continue;
            }

            // Those behind one that the activation filter is asked about wait for the answer.
            if (prospect == Prospect.Asked)
                return;
            rest ??= [.. ledger.Waiting.Skip(1)];
            if (prospect == Prospect.Blocked && !kept.IsAnyLeft(ledger))
                return;
        }
    }

    private static void Start(Turn turn, JobEntry job, List<(NodeEntry Node, int Units)> places)
    {
        turn.Move(job, JobEvent.Start, record => record.WithShares(Shares(job, places)) with
        {
            StartTime = turn.Now,
            PreparedNodes = [],
            PendingReason = PendingReason.None,
        });
        turn.Deadlines.Add(new TaskKey(job.Record.Id, 0), Deadlines.RunTimeEnd(job.Record));
        NodeWork.Prepare(turn, job);
        DispatchTasks(turn, job);
    }

    private static void DispatchTasks(Turn turn, JobEntry job)
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
        });
        turn.Effects.Add(new Effect.Start(AttemptPlan.Of(turn, job.Record, dispatched)));
    }

    private static IReadOnlyList<int> GpuIds(JobEntry job, (NodeEntry Node, int Cores) place)
    {
        if (UnitRules.Of(job.Record.Properties) != JobUnitType.Gpu || place.Cores == 0)
            return [];
        var count = place.Cores / UnitRules.Cores(JobUnitType.Gpu, place.Node.Record);
        return [.. place.Node.Record.Gpus.Where(id => !place.Node.UsedGpuIds.Contains(id)).Take(count)];
    }

    // The first job for which the nodes would be enough, and those before it for which they are not.
    private static List<Ledger.QueueKey> FirstToStart(Ledger ledger)
    {
        var first = new List<Ledger.QueueKey>();
        foreach (var key in ledger.Waiting)
        {
            first.Add(key);
            if (Placement.CouldStart(ledger, ledger.Find(key.JobId)!))
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
            foreach (var key in first)
            {
                turn.Unexplained.Remove(key.JobId);
                if (turn.Ledger.Find(key.JobId) is { Activation: Activation.None } job)
                    Say(key.JobId, Why(turn.Ledger, job));
            }

            foreach (var id in turn.Unexplained)
            {
                if (turn.Ledger.Find(id) is not { Record: { State: JobState.Queued, IsHeld: false } job })
                    continue;
                var isOutranked = (job.Properties.ExpandedPriority ?? PriorityRange.Normal) < head.Priority;
                Say(id, isOutranked ? PendingReason.HigherPriorityJob : PendingReason.JobSubmittedEarlier);
            }
        }

        turn.Unexplained.Clear();

        static PendingReason Why(Ledger ledger, JobEntry job) =>
            Demand.MissingNodes(ledger, job).Count > 0 ? PendingReason.RequiredNodesNotAvailable
            : job.Record.Properties.NodeGroups is { Count: > 0 } ? PendingReason.NoAvailableResourceInRequestedNodeGroup
            : PendingReason.NotEnoughResource;

        void Say(int id, PendingReason reason)
        {
            var job = turn.Ledger.Find(id)!.Record;
            if (job.PendingReason != reason)
                turn.Ledger.Put(job with { PendingReason = reason });
        }
    }
}
