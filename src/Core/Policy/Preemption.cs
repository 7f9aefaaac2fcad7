using HpcScheduler.Core.Dispatch;
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
            (job.Yield, job.MayGrow) = (null, true);
        var settings = ledger.ClusterProperties;
        if (settings.PreemptionType == PreemptionMode.None || ledger.Waiting.Count == 0)
            return;
        if (ledger.Waiting.Select(key => ledger.Find(key.JobId)!).FirstOrDefault(job => Placement.CouldStart(ledger, job)) is not { } head)
            return;
        foreach (var job in running)
            job.MayGrow = Priority(job.Record) >= Priority(head.Record);
        if (head.Record.Properties.Exclusive == true || Placement.Start(ledger, head, null) is not null)
            return;
        var donors = running.Where(job => job.Record.State == JobState.Running && Priority(job.Record) < Priority(head.Record))
            .OrderBy(job => Priority(job.Record)).ThenByDescending(job => job.Record.StartTime).ThenByDescending(job => job.Record.Id)
            .ToList();
        if (donors.Count == 0)
            return;
        foreach (var set in NodeCandidates.Of(ledger, head).Sets)
        {
            if (Gather(head, set, donors) is not { } yields)
                continue;
            foreach (var (job, yield) in yields)
            {
                job.Yield = yield;
                if (settings.PreemptionType == PreemptionMode.Immediate)
                    Stop(turn, job, wholeJob: !settings.TaskImmediatePreemptionEnabled);
            }

            return;
        }
    }

    // What would not be enough is not taken.
    private static List<(JobEntry Job, Dictionary<string, int> Yield)>? Gather(JobEntry head, IReadOnlyList<NodeEntry> set, List<JobEntry> donors)
    {
        if (head.Record.Properties.SingleNode != true)
            return Gather(head.Record, set.Where(Usable).ToList(), donors);
        return set.Where(Usable).Select(node => Gather(head.Record, [node], donors)).FirstOrDefault(yields => yields is not null);

        bool Usable(NodeEntry node) => node.IsOnline && node.ExclusiveJobs == 0;
    }

    private static List<(JobEntry Job, Dictionary<string, int> Yield)>? Gather(JobRecord head, IReadOnlyList<NodeEntry> nodes, List<JobEntry> donors)
    {
        var unit = UnitRules.Of(head.Properties);
        var free = nodes.ToDictionary(node => node.Name, node => node.FreeCores, StringComparer.OrdinalIgnoreCase);
        var perUnit = nodes.ToDictionary(node => node.Name, node => UnitRules.Cores(unit, node.Record), StringComparer.OrdinalIgnoreCase);
        var missing = head.MinUnits - nodes.Sum(node => (long)Math.Max(0, free[node.Name]) / perUnit[node.Name]);
        var yields = new List<(JobEntry, Dictionary<string, int>)>();
        foreach (var job in donors.TakeWhile(_ => missing > 0))
        {
            var yield = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            foreach (var share in job.Record.Shares.Where(share => share.Cores > 0 && free.ContainsKey(share.Node)).TakeWhile(_ => missing > 0))
            {
                var before = Math.Max(0, free[share.Node]) / perUnit[share.Node];
                var most = (before + (int)Math.Min(missing, int.MaxValue / 2)) * (long)perUnit[share.Node];
                var take = (int)Math.Clamp(most - free[share.Node], 0, share.Cores);
                free[share.Node] += take;
                missing -= (Math.Max(0, free[share.Node]) / perUnit[share.Node]) - before;
                yield.Add(share.Node, take);
            }

            if (yield.Count > 0)
                yields.Add((job, yield));
        }

        return missing > 0 ? null : yields;
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
        foreach (var share in job.Record.Shares)
        {
            if (job.Yield?.GetValueOrDefault(share.Node) is not ({ } yield and > 0))
                continue;
            var here = tasks.Where(task => task.AllocatedNodes.Contains(share.Node, StringComparer.OrdinalIgnoreCase)).ToList();
            var missing = yield - (share.Cores - (job.UseOf(share.Node)?.Cores ?? 0)) - here.Where(task => !IsToStop(task)).Sum(Cores);
            foreach (var task in here.Where(IsToStop).TakeWhile(_ => missing > 0))
            {
                // One that spans nodes may have been stopped for another of them.
                if (job.Active.TryGetValue(task.Key, out var active) && IsToStop(active))
                    StopTaskRules.Preempt(turn, active);
                missing -= Cores(task);
            }

            int Cores(TaskRecord task) => task.Shares.First(other => other.Node == share.Node).Cores;
        }

        static bool IsToStop(TaskRecord task) => TaskLifecycle.Allows(task.State, TaskEvent.Preempt);
    }
}
