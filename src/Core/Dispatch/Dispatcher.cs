using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Dispatch;

/// <summary>
/// Who runs next: one round after each batch of events, however many there were. Running jobs that want more grow first, then queued
/// jobs start in the order of the queue with as much as possible between their minimum and maximum; a job at the head that cannot get
/// its minimum waits, those behind it wait with it, and running ones of lower priority give way (scheduler reference, sections 6.1, 6.2 and 6.6).
/// </summary>
internal static class Dispatcher
{
    public static void Round(Turn turn)
    {
        Preemption.Plan(turn);
        foreach (var key in turn.Ledger.Running.ToList())
        {
            if (turn.Ledger.Find(key.JobId) is { Record.State: JobState.Running } job)
            {
                Resize(turn, job);
                PrepareNode(turn, job);
                DispatchTasks(turn, job);
                JobEnding.GiveWay(turn, job);
            }
        }

        while (turn.Ledger.Waiting.Count > 0)
        {
            var job = turn.Ledger.Find(turn.Ledger.Waiting.Min.JobId)!;
            if (!MayStart(turn.Ledger, job.Record))
                break;
            Start(turn, job);
            PrepareNode(turn, job);
            DispatchTasks(turn, job);
        }

        Explain(turn);
    }

    /// <summary>Whether a job at the head of the queue can start now. An exclusive one has its node for itself.</summary>
    public static bool MayStart(Ledger ledger, JobRecord job) =>
        ledger.FreeCores >= Math.Max(1, job.MinCores)
        && !ledger.HasExclusive
        && (job.Properties.Exclusive != true || ledger.Running.Count == 0);

    /// <summary>Whether a ready task can start now in its job.</summary>
    public static bool MayDispatch(JobEntry job, TaskEntry task, DateTimeOffset now)
    {
        if (job.Record.State != JobState.Running || !job.IsPrepared || job.IsDraining(now))
            return false;
        if (job.Record.AllocatedCores - job.UsedCores < job.MinCoresOf(task.Record))
            return false;
        var isExclusive = task.Record.Properties.Exclusive == true || job.Active.Values.Any(active => active.Properties.Exclusive == true);
        return !isExclusive || job.Active.Count == 0;
    }

    /// <summary>Gives a sub-task cores and starts it.</summary>
    public static void DispatchSubTask(Turn turn, JobEntry job, TaskEntry master, int subTaskId, int cores)
    {
        if (!master.SubTasks.TryGetValue(subTaskId, out var task))
        {
            task = StopTaskRules.Expand(turn, master, subTaskId);
            turn.Ledger.Put(master.Record with { NextSubTaskId = subTaskId + 1 });
        }

        if (master.Record.State == TaskState.Queued)
            turn.Move(master.Record, TaskEvent.SubTaskStarted, record => record with { StartTime = turn.Now });
        Dispatch(turn, job, task, cores);
    }

    private static void Start(Turn turn, JobEntry job)
    {
        var wanted = Math.Clamp(Wanted(job, turn.Ledger.FreeCores), job.Record.MinCores, job.Record.MaxCores);
        turn.Move(job, JobEvent.Start, record => record with
        {
            StartTime = turn.Now,
            AllocatedCores = Math.Min(wanted, turn.Ledger.FreeCores),
            AllocatedNodes = [turn.Ledger.Node.Name],
            PendingReason = PendingReason.None,
        });
        turn.Deadlines.Add(new TaskKey(job.Record.Id, 0), Deadlines.RunTimeEnd(job.Record));
    }

    private static void PrepareNode(Turn turn, JobEntry job)
    {
        if (job.NodePrep is { } prep && prep.NextQueuedSubTask() is { } id && !job.IsDraining(turn.Now))
            DispatchSubTask(turn, job, prep, id, 0);
    }

    /// <summary>Takes cores that waiting tasks can use, and gives back those that none uses, but not below the minimum.</summary>
    private static void Resize(Turn turn, JobEntry job)
    {
        var record = job.Record;
        var isDraining = job.IsDraining(turn.Now);
        var wanted = job.UsedCores + (isDraining ? 0 : Wanted(job, turn.Ledger.Node.UsableCores));
        var target = isDraining ? wanted : Math.Clamp(wanted, record.MinCores, Math.Max(record.MinCores, record.MaxCores));
        if (job.Yield > 0)
            target = Math.Min(target, Math.Max(job.UsedCores, record.AllocatedCores - job.Yield));
        else if (target > record.AllocatedCores && !job.MayGrow)
            target = record.AllocatedCores;
        else if (target > record.AllocatedCores)
            target = record.AllocatedCores + Math.Clamp(turn.Ledger.FreeCores, 0, target - record.AllocatedCores);
        if (target < record.AllocatedCores)
            target = Math.Max(target, job.UsedCores);
        if (target != record.AllocatedCores)
            turn.Ledger.Put(record with { AllocatedCores = target, ChangeTime = turn.Now });
    }

    /// <summary>How many cores the ready tasks could use, counted no farther than a limit.</summary>
    private static int Wanted(JobEntry job, int limit)
    {
        var wanted = 0L;
        foreach (var id in job.Ready)
        {
            var task = job.Tasks[id];
            if (task.Record.Type == TaskType.Service)
                return limit;
            wanted += job.MaxCoresOf(task.Record) * (task.Record.IsMaster ? (long)task.SubTaskCounts.Queued : 1L);
            if (wanted >= limit)
                return limit;
        }

        return (int)wanted;
    }

    private static void DispatchTasks(Turn turn, JobEntry job)
    {
        while (job.Ready.Count > 0)
        {
            var task = job.Tasks[job.Ready.Min];
            if (!MayDispatch(job, task, turn.Now))
                return;
            var cores = Math.Min(job.Record.AllocatedCores - job.UsedCores, job.MaxCoresOf(task.Record));
            if (task.Record.IsMaster)
                DispatchSubTask(turn, job, task, task.NextQueuedSubTask()!.Value, cores);
            else
                Dispatch(turn, job, task.Record, cores);
        }
    }

    private static void Dispatch(Turn turn, JobEntry job, TaskRecord task, int cores)
    {
        var dispatched = turn.Move(task, TaskEvent.Dispatch, record => record with
        {
            Instance = record.Instance + 1,
            AllocatedCores = cores,
            AllocatedCoreIds = turn.Ledger.FreeCoreIds(cores),
            AllocatedNodes = job.Record.AllocatedNodes,
            StartTime = null,
            EndTime = null,
        });
        turn.Effects.Add(new Effect.Start(AttemptPlan.Of(job.Record, dispatched, turn.SchedulerPath) with
        {
            Processors = AffinityRules.ProcessorsOf(turn, job.Record, dispatched),
        }));
    }

    /// <summary>Says of the job at the head, and of those that came since the last round, why they wait.</summary>
    private static void Explain(Turn turn)
    {
        if (turn.Ledger.Waiting.Count > 0)
        {
            var head = turn.Ledger.Waiting.Min;
            Say(head.JobId, PendingReason.NotEnoughResource);
            foreach (var id in turn.Unexplained)
            {
                if (id == head.JobId || turn.Ledger.Find(id) is not { Record: { State: JobState.Queued, IsHeld: false } job })
                    continue;
                var isOutranked = (job.Properties.ExpandedPriority ?? PriorityRange.Normal) < head.Priority;
                Say(id, isOutranked ? PendingReason.HigherPriorityJob : PendingReason.JobSubmittedEarlier);
            }
        }

        turn.Unexplained.Clear();

        void Say(int id, PendingReason reason)
        {
            var job = turn.Ledger.Find(id)!.Record;
            if (job.PendingReason != reason)
                turn.Ledger.Put(job with { PendingReason = reason });
        }
    }
}
