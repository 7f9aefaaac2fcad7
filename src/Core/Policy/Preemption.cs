using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Policy;

/// <summary>
/// Running jobs give way to one of higher priority that waits for cores: the lowest priority first, among equals the one that started
/// last; equal priority never gives way (scheduler reference, sections 2.2, J21 to J23, and 6.2). Who gives way how much is worked out anew in every
/// round, so nothing has to be taken back when the job at the head goes away.
/// </summary>
internal static class Preemption
{
    /// <summary>Says of each running job whether it may grow and how many cores it is to give up; stops tasks where that is asked for.</summary>
    public static void Plan(Turn turn)
    {
        var ledger = turn.Ledger;
        var running = ledger.Running.Select(key => ledger.Find(key.JobId)!).ToList();
        foreach (var job in running)
            (job.Yield, job.MayGrow) = (0, true);
        var settings = ledger.ClusterProperties;
        if (settings.PreemptionType == PreemptionMode.None || ledger.Waiting.Count == 0)
            return;
        var head = ledger.Find(ledger.Waiting.Min.JobId)!.Record;
        foreach (var job in running)
            job.MayGrow = Priority(job.Record) >= Priority(head);
        // What it needs was there when the activation filter was asked about it.
        if (ledger.Find(head.Id)!.Activation != Activation.None)
            return;
        var missing = Math.Max(1, head.MinCores) - ledger.FreeCores - ledger.ReservedCores(head.Id);
        if (missing <= 0 || ledger.HasExclusive || head.Properties.Exclusive == true)
            return;
        var donors = running.Where(job => job.Record.State == JobState.Running && Priority(job.Record) < Priority(head))
            .OrderBy(job => Priority(job.Record)).ThenByDescending(job => job.Record.StartTime).ThenByDescending(job => job.Record.Id)
            .ToList();
        // What would not be enough is not taken.
        if (donors.Sum(job => (long)job.Record.AllocatedCores) < missing)
            return;
        foreach (var job in donors.TakeWhile(_ => missing > 0))
        {
            job.Yield = Math.Min(job.Record.AllocatedCores, missing);
            missing -= job.Yield;
            if (settings.PreemptionType == PreemptionMode.Immediate)
                Stop(turn, job, wholeJob: !settings.TaskImmediatePreemptionEnabled);
        }
    }

    private static int Priority(JobRecord job) => job.Properties.ExpandedPriority ?? PriorityRange.Normal;

    private static void Stop(Turn turn, JobEntry job, bool wholeJob)
    {
        var tasks = job.Active.Values.Where(task => !task.IsNodeTask).OrderByDescending(task => task.StartTime ?? DateTimeOffset.MaxValue).ToList();
        if (wholeJob)
        {
            if (!job.Record.IsLeaving)
                turn.Ledger.Put(job.Record with { IsLeaving = true, CancelRequest = CancelRequest.Preemption });
            foreach (var task in tasks.Where(task => TaskLifecycle.Allows(task.State, TaskEvent.Preempt)))
                StopTaskRules.Preempt(turn, task);
            JobEnding.Advance(turn, job);
            return;
        }

        // What is idle goes over at once, what is being stopped already comes soon.
        var missing = job.Yield - (job.Record.AllocatedCores - job.UsedCores)
            - tasks.Where(task => !TaskLifecycle.Allows(task.State, TaskEvent.Preempt)).Sum(task => task.AllocatedCores);
        foreach (var task in tasks.Where(task => TaskLifecycle.Allows(task.State, TaskEvent.Preempt)))
        {
            if (missing <= 0)
                return;
            StopTaskRules.Preempt(turn, task);
            missing -= task.AllocatedCores;
        }
    }
}
