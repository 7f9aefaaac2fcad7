using HpcScheduler.Core.Dispatch;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// Why a job waits (scheduler reference, sections 6.1, 6.2 and 6.8). Every answer is asked of the rules by which a round decides; nothing
/// changes.
/// </summary>
internal static class ExplainJobRules
{
    public static Explanation Handle(Turn turn, ExplainJob request)
    {
        if (turn.Ledger.Find(request.Id) is not { } job)
            return new Explanation(turn.Store.FindJob(request.Id) ?? throw new SchedulerException(SchedulerErrors.JobNotFound, request.Id, request.Id));
        return job.Record switch
        {
            { IsCommand: true } => new Explanation(job.Record),
            { State: JobState.Queued, UnfinishedParents.Count: > 0 } => WaitsForParents(turn, job),
            { State: JobState.Queued, IsHeld: true } => Held(turn, job),
            { State: JobState.Queued } => WaitsForCores(turn, job),
            { State: JobState.Running, IsLeaving: true } => new Explanation(job.Record) { Summary = "It gives its cores back and goes back to the queue." },
            { State: JobState.Running } when !job.IsDraining(turn.Now) && job.WorkCounts.Queued > 0 => TasksWait(turn, job),
            _ => new Explanation(job.Record),
        };
    }

    private static Explanation WaitsForParents(Turn turn, JobEntry job)
    {
        var parents = job.Record.UnfinishedParents.Select(id => turn.Ledger.Find(id)?.Record ?? turn.Store.FindJob(id)).OfType<JobRecord>().ToList();
        return Held(turn, job) with
        {
            JobsAhead =
            [
                .. parents.Take(Limits.JobsAhead).Select(parent => QueueExplanation.Ahead(
                    parent, true, $"It is a parent: it is {parent.State} and must be Finished first.")),
            ],
            JobsAheadCount = parents.Count,
        };
    }

    // It does not stand in the queue: the nodes are as they would be if it did now.
    private static Explanation Held(Turn turn, JobEntry job)
    {
        var nodes = new NodeExplanation(turn.Ledger, job, job.Record.MinUnits, new Dictionary<NodeEntry, JobEntry>());
        return new Explanation(job.Record)
        {
            Constraints = nodes.Constraints,
            Nodes = nodes.Nodes(),
            EarliestStartReason = "It does not stand in the queue yet.",
        };
    }

    private static Explanation WaitsForCores(Turn turn, JobEntry job)
    {
        var queue = QueueExplanation.Of(turn, job);
        var nodes = new NodeExplanation(turn.Ledger, job, job.Record.MinUnits, queue.Keepers);
        var donors = queue.Prospect == Prospect.Blocked && queue.InTheWay.Count == 0
            ? turn.Ledger.Running.Select(key => turn.Ledger.Find(key.JobId)!).Where(other => other.Yield is not null).Select(other => other.Record.Id).ToList()
            : [];
        var (start, why) = Start(turn, job, queue, donors);
        return new Explanation(job.Record)
        {
            Summary = Summary(turn.Ledger, job, queue, nodes, donors),
            JobsAhead = queue.Ahead(),
            JobsAheadCount = queue.Count,
            Constraints = nodes.Constraints,
            Nodes = nodes.Nodes(),
            EarliestStart = start,
            EarliestStartReason = why,
        };
    }

    private static string Summary(Ledger ledger, JobEntry job, QueueExplanation queue, NodeExplanation nodes, List<int> donors)
    {
        var need = ExplainedText.Need(job.Record);
        List<int> ahead = [.. queue.InTheWay.Select(other => other.Record.Id)];
        if (queue.Holder is { } holder)
            return $"Job {holder.Record.Id} before it waits for the activation filter to let it start, and those behind that wait with it.";
        switch (queue.Prospect)
        {
            case Prospect.Asked:
                return "";
            case Prospect.Refused:
                return "";
            case Prospect.Fits or Prospect.FillsGap:
                return "It is about to start.";
            case Prospect.Hopeless:
                var missing = Demand.MissingNodes(ledger, job);
                return missing.Count > 0
                    ? $"Its tasks require {ExplainedText.List(missing)}, not Online."
                    : $"It needs {need}, and the nodes that it may use and that are Online do not have so much, even if nothing else ran.";
        }

        var wait = ahead.Count == 1 ? "waits" : "wait";
        if (IsLimited(ledger, job, queue.Plan))
        {
            return queue.Plan.Targets is null
                ? $"It needs {need}, which would be free, but pool {job.Record.Pool} may not have them now: what is free is guaranteed to other pools that need it."
                : $"It needs {need}, which would be free, but there is no room for it among the jobs that share the cores.";
        }

        if (Placement.Start(ledger, job, null) is not null)
            return $"It needs {need}, which would be free, but {ExplainedText.Jobs(ahead)} before it {wait} for the same nodes.";
        var free = nodes.FreeUnits switch
        {
            0 => "nothing is",
            1 => "1 is",
            var units => $"{units} are",
        };
        var where = job.Record.Properties.SingleNode == true && nodes.FreeUnits > 0 ? "the best of the nodes" : "the nodes";
        var text = $"It needs {need}; {free} free for it on {where} that it may use.";
        if (ahead.Count > 0)
            text += $" {ExplainedText.Sentence($"{ExplainedText.Jobs(ahead)} before it {wait} for the same nodes")}";
        return donors.Count == 0 ? text : $"{text} {ExplainedText.Sentence($"{ExplainedText.Jobs(donors)}{(queue.Plan is { Pools: null, Targets: null } ? " of lower priority" : "")} {(donors.Count == 1 ? "gives" : "give")} way to it")}";
    }

    private static bool IsLimited(Ledger ledger, JobEntry job, RoundPlan plan) =>
        Placement.Start(ledger, job, null) is not null && Placement.Start(ledger, job, null, plan.MostCores(job)) is null;

    private static (DateTimeOffset? Start, string Why) Start(Turn turn, JobEntry job, QueueExplanation queue, List<int> donors)
    {
        if (queue.Holder is not null || queue.Prospect == Prospect.Asked)
            return (null, "When the activation filter answers is not known.");
        if (queue.Prospect == Prospect.Refused)
            return (null, "It could not start before the SchedulingMode or the job is another one.");
        if (queue.Prospect == Prospect.Hopeless)
            return (null, "It could not start even if nothing else ran.");
        if (queue.Plan.Pools is not null || queue.Plan.Targets is not null)
            return (null, "Where pools or balanced shares count it depends on what other jobs need by then.");
        if (donors.Count > 0)
            return (null, "When those of lower priority have given way is not known.");
        // To look further ahead would take long, and say little.
        if (queue.InTheWay.Count > Limits.JobsAhead)
            return (null, $"More than {Limits.JobsAhead} jobs before it wait for the same nodes.");
        if (EarliestStart.Of(turn.Ledger, queue.InTheWay, job, turn.Now) is { } start)
            return (start, "");
        var candidates = NodeCandidates.Of(turn.Ledger, job);
        List<int> endless =
        [
            .. turn.Ledger.Running.Select(key => turn.Ledger.Find(key.JobId)!.Record)
                .Where(other => !other.IsCommand && Deadlines.RunTimeEnd(other) is null && other.AllocatedNodes.Any(candidates.Contains))
                .Select(other => other.Id),
            .. queue.InTheWay.Where(other => other.Record.RunTime is null).Select(other => other.Record.Id),
        ];
        return (null, endless.Count == 0
            ? "The jobs that run do not hold what it needs."
            : ExplainedText.Sentence($"{ExplainedText.Jobs(endless)} on the same nodes {(endless.Count == 1 ? "has" : "have")} no RunTime"));
    }

    private static Explanation TasksWait(Turn turn, JobEntry job)
    {
        var ledger = turn.Ledger;
        var record = job.Record;
        var unit = UnitRules.Of(record.Properties);
        var dependent = job.Tasks.Values.Count(task => task.WaitsFor > 0 && task.Record.State == TaskState.Queued);
        var required = Demand.RequiredNodes(job).Where(name => !record.AllocatedNodes.Contains(name, StringComparer.OrdinalIgnoreCase)).ToList();
        var text = $"It runs; {ExplainedText.Count(job.WorkCounts.Queued, "task")} of it wait{(job.WorkCounts.Queued == 1 ? "s" : "")}.";
        if (dependent > 0)
            text += $" {dependent} of them depend{(dependent == 1 ? "s" : "")} on tasks that have not ended.";
        if (required.Count > 0)
            text += $" Some require {ExplainedText.List(required)}, which it does not hold.";
        if (job.Ready.Count == 0)
            return new Explanation(record) { Summary = text };
        var held = record.AllocatedCores / record.CoresPerUnit;
        text += $" It holds {ExplainedText.Count(held, unit)} of at most {record.MaxUnits}";
        text += held >= record.MaxUnits ? "."
            : turn.Plan?.Targets is { } targets ? $", and its share is {ExplainedText.Count(targets.GetValueOrDefault(job, record.MinCores), "core")}."
            : turn.Plan?.Pools?.MayTake(job) < record.CoresPerUnit ? $", and what is free is guaranteed to other pools than {record.Pool}."
            : AllocationRules.Allow(ledger.ClusterProperties, job, held, held + 1, false) <= held ? ", and jobs do not grow (AutomaticGrowthEnabled)."
            : !job.MayGrow ? ", and takes no more while a job of higher priority waits."
            : ", and takes more as it becomes free.";
        var nodes = new NodeExplanation(ledger, job, 1, new Dictionary<NodeEntry, JobEntry>());
        return new Explanation(record) { Summary = text, Constraints = nodes.Constraints, Nodes = nodes.Nodes() };
    }
}
