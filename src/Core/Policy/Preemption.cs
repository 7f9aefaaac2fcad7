using HpcScheduler.Core.Dispatch;
using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Records;
using static HpcScheduler.Core.Policy.Claims;

namespace HpcScheduler.Core.Policy;

/// <summary>
/// Running jobs give way in Queued mode: to one of higher priority that waits for cores, to one whose pool lacks what it is guaranteed, and where
/// that is switched on to one of higher priority that could use more. The lowest priority first, among equals the one that started last; equal
/// priority never gives way (scheduler reference, sections 2.2, J21 to J23, 6.2 and 6.7). Who gives way how much is worked out anew in every
/// round, so nothing has to be taken back when the job at the head goes away.
/// </summary>
internal static class Preemption
{
    /// <summary>Says of each running job whether it may grow and how many cores it is to give up; stops tasks where that is asked for.</summary>
    /// <returns>The jobs that wait and are given way to.</returns>
    public static IReadOnlySet<JobEntry> Plan(Turn turn, PoolBudget? pools)
    {
        var (ledger, settings) = (turn.Ledger, turn.Ledger.ClusterProperties);
        var claimants = new HashSet<JobEntry>();
        if (pools is null && (settings.PreemptionType == PreemptionMode.None || (ledger.Waiting.Count == 0 && !settings.GrowByPreemptionEnabled)))
            return claimants;
        var running = ledger.Running.Select(key => ledger.Find(key.JobId)!).ToList();
        var plan = new Planning(ledger, pools, running);
        foreach (var head in Heads(ledger, pools))
        {
            if (settings.PreemptionType != PreemptionMode.None)
            {
                foreach (var job in running.Where(job => pools is null || IsSamePool(job, head)))
                    job.MayGrow &= job.Record.Priority >= head.Record.Priority;
            }

            // What it needs was there when the activation filter was asked about it.
            if (head.Activation != Activation.None || ledger.HasReserved(head) || head.Record.Properties.Exclusive == true)
                continue;
            if (Placement.Start(ledger, head, null, pools?.MayTake(head) ?? int.MaxValue) is not null)
                continue;
            if (!plan.Promise(head, head.Record.MinUnits, head.Record.MinUnits, plan.Donors(head), out var givers))
                continue;
            claimants.Add(head);
            Stop(turn, givers);
        }

        var isByPriority = settings.GrowByPreemptionEnabled && settings.PreemptionType != PreemptionMode.None;
        if (!settings.AutomaticGrowthEnabled || (!isByPriority && pools is null))
            return claimants;
        foreach (var job in running.Where(job => job.Record is { State: JobState.Running, IsCommand: false } && job.MayGrow && job.Yield is null && !job.IsDraining(turn.Now)))
            Grow(turn, job, plan, isByPriority);
        return claimants;
    }

    /// <summary>Stops as many tasks of jobs as they have to give up cores, where that is not to wait for their end.</summary>
    public static void StopTasks(Turn turn, JobEntry job)
    {
        var tasks = Tasks(job);

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
    }

    /// <summary>Running jobs in the order in which they give way.</summary>
    public static IReadOnlyList<JobEntry> LastFirst(IEnumerable<JobEntry> running) =>
    [
        .. running.Where(job => job.Record.State == JobState.Running)
            .OrderBy(job => job.Record.Priority).ThenByDescending(job => job.Record.StartTime).ThenByDescending(job => job.Record.Id),
    ];

    // The first that could start; where pools count the first of each.
    private static List<JobEntry> Heads(Ledger ledger, PoolBudget? pools)
    {
        var waiting = ledger.Waiting.Select(key => ledger.Find(key.JobId)!).Where(job => Placement.CouldStart(ledger, job));
        return pools is null ? [.. waiting.Take(1)] : [.. waiting.DistinctBy(job => job.Record.Pool, StringComparer.OrdinalIgnoreCase).Take(ledger.Pools.Count)];
    }

    // For more than its minimum nobody comes below his own.
    private static void Grow(Turn turn, JobEntry job, Planning plan, bool isByPriority)
    {
        var most = Demand.MoreUnits(turn.Ledger, job);
        if (most > 0 && plan.Promise(job, 1, most, plan.DonorsOfGrowth(job, isByPriority), out var givers))
            Stop(turn, givers);
    }

    private static void Stop(Turn turn, IEnumerable<JobEntry> givers)
    {
        var settings = turn.Ledger.ClusterProperties;
        if (settings.PreemptionType != PreemptionMode.Immediate)
            return;
        foreach (var job in givers)
        {
            if (settings.TaskImmediatePreemptionEnabled)
                StopTasks(turn, job);
            else
                StopJob(turn, job);
        }
    }

    private static void StopJob(Turn turn, JobEntry job)
    {
        if (!job.Record.IsLeaving)
            turn.Ledger.Put(job.Record with { IsLeaving = true, CancelRequest = CancelRequest.Preemption });
        foreach (var task in Tasks(job).Where(IsToStop))
            StopTaskRules.Preempt(turn, task);
        JobEnding.Advance(turn, job);
    }

    private static List<TaskRecord> Tasks(JobEntry job) =>
        [.. job.Active.Values.Where(task => !task.IsNodeTask).OrderByDescending(task => task.StartTime ?? DateTimeOffset.MaxValue)];

    private static bool IsToStop(TaskRecord task) => TaskLifecycle.Allows(task.State, TaskEvent.Preempt);

    private static bool IsSamePool(JobEntry one, JobEntry other) => one.Record.Pool.Equals(other.Record.Pool, StringComparison.OrdinalIgnoreCase);

    // What was promised in this round already counts as taken.
    private sealed class Planning(Ledger ledger, PoolBudget? pools, List<JobEntry> running)
    {
        private readonly Lazy<IReadOnlyList<JobEntry>> _lastFirst = new(() => LastFirst(running));
        private readonly Claims _claims = new(ledger);
        private readonly Dictionary<string, int> _promised = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, int> _given = new(StringComparer.OrdinalIgnoreCase);
        private int _taken;

        public PoolBudget? Pools { get; } = pools;

        public bool Promise(JobEntry job, int least, int most, List<Donor> donors, out IEnumerable<JobEntry> givers)
        {
            var promise = donors.Count == 0 ? null : _claims.Claim(job, least, most, donors);
            givers = promise?.Givers.Select(give => give.Job) ?? [];
            if (promise is null)
                return false;
            Add(_promised, job, promise.Cores);
            _taken += promise.Cores - promise.Givers.Sum(give => give.Cores);
            foreach (var (giver, cores) in promise.Givers)
                Add(_given, giver, cores);
            return true;

            static void Add(Dictionary<string, int> counts, JobEntry job, int cores) =>
                counts[job.Record.Pool] = counts.GetValueOrDefault(job.Record.Pool) + cores;
        }

        // A pool takes back what it is guaranteed before its own jobs give way to each other.
        public List<Donor> Donors(JobEntry head)
        {
            var donors = IsGuaranteed(head, head.Record.MinCores) ? Borrowers(head) : [];
            if (ledger.ClusterProperties.PreemptionType != PreemptionMode.None)
                donors.AddRange(Below(head).Select(job => new Donor(job, job.Record.AllocatedCores)));
            return donors;
        }

        public List<Donor> DonorsOfGrowth(JobEntry job, bool isByPriority)
        {
            var donors = IsGuaranteed(job, 1) ? Borrowers(job) : [];
            if (isByPriority)
                donors.AddRange(Below(job).Select(below => new Donor(below, Math.Max(0, below.Record.AllocatedCores - below.Record.MinCores))));
            return donors;
        }

        private bool IsGuaranteed(JobEntry job, int cores) => Pools?.IsGuaranteed(job, cores + _promised.GetValueOrDefault(job.Record.Pool)) == true;

        private IEnumerable<JobEntry> Below(JobEntry job) => running.Exists(other => other.Record.Priority < job.Record.Priority)
            ? _lastFirst.Value.TakeWhile(other => other.Record.Priority < job.Record.Priority).Where(other => Pools is null || IsSamePool(other, job))
            : [];

        private List<Donor> Borrowers(JobEntry job)
        {
            var uses = Pools!.Uses().Select(use => use with
            {
                Allocated = use.Allocated + _promised.GetValueOrDefault(use.Name) - _given.GetValueOrDefault(use.Name),
                Wanted = Math.Max(0, use.Wanted - _promised.GetValueOrDefault(use.Name)),
            });
            var back = PoolShares.ToGiveBack(job.Record.Pool, [.. uses], Pools.Free() - _taken)
                .ToDictionary(give => give.Pool, give => give.Cores, StringComparer.OrdinalIgnoreCase);
            var donors = new List<Donor>();
            foreach (var borrower in _lastFirst.Value)
            {
                var give = Math.Min(back.GetValueOrDefault(borrower.Record.Pool), borrower.Record.AllocatedCores);
                if (give <= 0)
                    continue;
                back[borrower.Record.Pool] -= give;
                donors.Add(new Donor(borrower, give));
            }

            return donors;
        }
    }
}
