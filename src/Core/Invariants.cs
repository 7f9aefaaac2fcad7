using HpcScheduler.Core.Dispatch;
using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core;

/// <summary>What must be true after every turn. Tests check it after each step; a violation is a fault of the core.</summary>
public static class Invariants
{
    /// <summary>Checks everything.</summary>
    /// <exception cref="InvalidOperationException">The first thing that is not true.</exception>
    public static void Check(SchedulerCore core)
    {
        var ledger = core.Ledger;
        var now = core.Now;
        var allocated = 0;
        foreach (var job in ledger.Jobs)
        {
            CheckJob(job);
            allocated += job.Record.AllocatedCores;
        }

        Require(allocated == ledger.AllocatedCores, $"Jobs hold {allocated} cores, but {ledger.AllocatedCores} are counted.");
        Require(allocated <= ledger.MostCores, $"{allocated} cores are held, but the node has {ledger.Node.UsableCores}.");
        foreach (var key in ledger.Waiting)
            Require(ledger.Find(key.JobId)?.Record.State == JobState.Queued, $"Job {key.JobId} waits in the queue and is not Queued.");
        foreach (var key in ledger.Running)
            Require(ledger.Find(key.JobId)?.Record.State.IsActive() == true, $"Job {key.JobId} is among the running ones and is not.");
        CheckCoreIds(ledger);
        CheckExclusives(ledger);
        CheckNobodyWaitsInVain(ledger, now);
    }

    private static void CheckCoreIds(Ledger ledger)
    {
        var owners = new Dictionary<int, string>();
        foreach (var task in ledger.Jobs.SelectMany(job => job.Active.Values))
        {
            Require(task.AllocatedCoreIds.Count == task.AllocatedCores, $"Task {task.Key} has {task.AllocatedCores} cores and names {task.AllocatedCoreIds.Count}.");
            foreach (var id in task.AllocatedCoreIds)
                Require(owners.TryAdd(id, task.Key.ToString()), $"Core {id} is held by tasks {owners.GetValueOrDefault(id)} and {task.Key}.");
        }

        foreach (var id in ledger.FencedCores.SelectMany(fence => fence.Value))
            Require(owners.TryAdd(id, "a fence"), $"Core {id} is fenced off and held by task {owners.GetValueOrDefault(id)}.");
    }

    private static void CheckExclusives(Ledger ledger)
    {
        var running = ledger.Jobs.Where(job => job.Record.State.IsActive()).ToList();
        var exclusive = running.Find(job => job.Record.Properties.Exclusive == true);
        Require(exclusive is null || running.Count == 1, $"Job {exclusive?.Record.Id} is exclusive and shares its node with {running.Count - 1} others.");
        Require(ledger.HasExclusive == exclusive is not null, "An exclusive job is counted wrongly.");
    }

    private static void CheckJob(JobEntry job)
    {
        var record = job.Record;
        var counts = TaskCounts.None;
        var used = 0;
        var active = 0;
        foreach (var task in job.Tasks.Values)
        {
            counts = counts.Add(CheckTask(task), 1);
            foreach (var leaf in Leaves(task))
            {
                if (!leaf.State.IsActive())
                    continue;
                active++;
                used += leaf.AllocatedCores;
                Require(job.Active.TryGetValue(leaf.Key, out var entry) && entry == leaf, $"Task {leaf.Key} is active and not listed so.");
            }
        }

        Require(counts == job.Counts, $"Job {record.Id} counts {job.Counts}, but its tasks are {counts}.");
        foreach (var task in job.Tasks.Values.Where(task => task.Record.IsMaster && !task.Record.IsNodeTask && record.State is JobState.Queued or JobState.Running))
            Require(!task.Record.State.IsEnded() || task.SubTaskCounts.Queued == 0, $"Task {task.Record.Key} is {task.Record.State}, but sub-tasks of it wait: {task.SubTaskCounts}, {task.Record.UnexpandedState}.");
        Require(active == job.Active.Count, $"Job {record.Id} lists {job.Active.Count} active tasks, but has {active}.");
        Require(used == job.UsedCores, $"Job {record.Id} counts {job.UsedCores} used cores, but its tasks use {used}.");
        Require(used <= record.AllocatedCores, $"The tasks of job {record.Id} use {used} cores, but it holds {record.AllocatedCores}.");
        Require(record.State.IsActive() || record.AllocatedCores == 0, $"Job {record.Id} is {record.State} and holds cores.");
        Require(record.State.IsActive() || active == 0, $"Job {record.Id} is {record.State} and has active tasks.");
        Require(!record.IsLeaving || record.State == JobState.Running, $"Job {record.Id} is {record.State} and leaves its node.");
        Require(
            record.State == JobState.Queued || !record.IsHeld,
            $"Job {record.Id} is {record.State} and waits for {record.PendingReason}.");
        Require(
            record.State != JobState.Queued || (record.UnfinishedParents.Count > 0) == record.PendingReason is PendingReason.ParentJobsNotFinished or PendingReason.ParentJobsCanceledOrFailed,
            $"Job {record.Id} has {record.UnfinishedParents.Count} unfinished parents and waits for {record.PendingReason}.");
        Require(
            record.State != JobState.ExternalValidation || job.FilterCall > 0,
            $"Job {record.Id} waits for a filter that was not asked.");
        Require(record.State.IsEnded() == record.EndTime is not null, $"Job {record.Id} is {record.State} and has the end time {record.EndTime}.");
        Require(
            record.State is not (JobState.Canceling or JobState.Finishing) || record.EndState is not null,
            $"Job {record.Id} is {record.State} and has no state to end in.");
        Require(
            record.StopPhase == StopPhase.None || record.Deadline is not null,
            $"Job {record.Id} is in phase {record.StopPhase} without a deadline.");
        Require(
            record.State is not (JobState.Canceling or JobState.Finishing) || active > 0,
            $"Job {record.Id} is {record.State} and nothing of it runs.");
        CheckNodeTasks(job);
        CheckDependencies(job);
    }

    private static void CheckNodeTasks(JobEntry job)
    {
        var works = job.Active.Values.Any(task => !task.IsNodeTask);
        Require(!works || job.IsPrepared, $"Tasks of job {job.Record.Id} run before its node is prepared.");
        Require(
            !works || job.Active.Values.All(task => task.Type != TaskType.NodeRelease),
            $"Job {job.Record.Id} releases its node while its tasks run.");
    }

    private static void CheckDependencies(JobEntry job)
    {
        foreach (var task in job.Tasks.Values)
        {
            if (task.Record.Properties.Depend is not { Count: > 0 } depend || job.Record.State is not (JobState.Queued or JobState.Running))
                continue;
            var open = job.Tasks.Values.Where(other => depend.Contains(other.Record.Properties.Name, StringComparer.Ordinal) && !other.Record.State.IsEnded()).ToList();
            Require(open.Count == task.WaitsFor, $"Task {task.Record.Key} counts {task.WaitsFor} tasks that it waits for, but there are {open.Count}.");
            Require(
                open.Count == 0 || !job.Ready.Contains(task.Record.Key.TaskId),
                $"Task {task.Record.Key} is ready, but depends on {open.FirstOrDefault()?.Record.Key}.");
        }
    }

    private static TaskCounts CheckTask(TaskEntry task)
    {
        var record = task.Record;
        if (!record.IsMaster)
            return TaskCounts.None.Add(record.State, 1);

        var counts = TaskCounts.None;
        var unexpanded = 0;
        for (var id = 1; id <= record.SubTaskCount; id++)
        {
            // Of a service only those instances count that were started, and all of them were.
            var state = task.EndedState(id) ?? task.SubTasks.GetValueOrDefault(id)?.State;
            if (state is null)
                unexpanded++;
            else
                counts = counts.Add(state.Value, 1);
        }

        counts = counts.Add(record.UnexpandedState, unexpanded);
        Require(unexpanded == task.Unexpanded, $"Task {record.Key} counts {task.Unexpanded} sub-tasks without a record, but has {unexpanded}.");
        Require(counts == task.SubTaskCounts, $"Task {record.Key} counts {task.SubTaskCounts}, but its sub-tasks are {counts}.");
        Require(
            !record.State.IsEnded() || counts.Active == 0,
            $"Task {record.Key} is {record.State}, but sub-tasks of it are active.");
        Require(
            counts.Active == 0 || record.State.IsActive(),
            $"Sub-tasks of {record.Key} are active, but it is {record.State}.");
        return counts;
    }

    private static IEnumerable<TaskRecord> Leaves(TaskEntry task)
    {
        if (!task.Record.IsMaster)
            yield return task.Record;
        foreach (var subTask in task.SubTasks.Values)
            yield return subTask;
    }

    // Free cores and a job that they are enough for: it must have been started in this very turn.
    private static void CheckNobodyWaitsInVain(Ledger ledger, DateTimeOffset now)
    {
        if (ledger.Waiting.Count > 0 && ledger.Find(ledger.Waiting.Min.JobId) is { Activation: Activation.None } head)
        {
            Require(
                !Dispatcher.MayStart(ledger, head.Record),
                $"{ledger.FreeCores} cores are free and job {head.Record.Id}, the next one, needs {head.Record.MinCores}, but it was not started.");
        }

        foreach (var key in ledger.Running)
        {
            if (ledger.Find(key.JobId) is not { Record.State: JobState.Running } job || job.Ready.Count == 0)
                continue;
            Require(
                job.IsDraining(now) || job.NodePrep?.NextQueuedSubTask() is null,
                $"Job {job.Record.Id} runs, but its node is not being prepared.");
            var next = job.Tasks[job.Ready.Min];
            Require(
                !Dispatcher.MayDispatch(job, next, now),
                $"Job {job.Record.Id} has cores for task {next.Record.Key}, which is ready, but it was not started.");
        }
    }

    private static void Require(bool isTrue, string otherwise)
    {
        if (!isTrue)
            throw new InvalidOperationException(otherwise);
    }
}
