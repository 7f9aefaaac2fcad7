using HpcScheduler.Core.Dispatch;
using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Policy;
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
        foreach (var job in ledger.Jobs)
            CheckJob(ledger, job);
        Require(ledger.AllocatedCores == ledger.Jobs.Sum(job => job.Record.AllocatedCores), $"{ledger.AllocatedCores} cores are counted as held.");
        foreach (var node in ledger.Nodes.Values)
            CheckNode(ledger, node);
        foreach (var key in ledger.Waiting)
            Require(ledger.Find(key.JobId)?.Record.State == JobState.Queued, $"Job {key.JobId} waits in the queue and is not Queued.");
        foreach (var key in ledger.Running)
            Require(ledger.Find(key.JobId)?.Record.State.IsActive() == true, $"Job {key.JobId} is among the running ones and is not.");
        CheckTotals(ledger);
        CheckTemplatesAndPools(ledger);
        foreach (var stall in Overlooked.Find(ledger, now, job => Overlooked.Most(ledger, job)).Concat(Overdue.Find(ledger, now)))
            Require(false, stall.Message);
        Require(core.Times < Dispatcher.MostTimes, $"The round was settled {core.Times} times and would be again ({ledger.ClusterProperties.SchedulingMode}).");
    }

    private static void CheckTotals(Ledger ledger)
    {
        var totals = ledger.Totals;
        var withWork = ledger.Jobs.Where(job => job.Record.State == JobState.Queued || job.Record.State.IsActive()).ToList();
        CheckTotal(totals.ConfiguringJobs, ledger.Jobs.Count(job => job.Record.State == JobState.Configuring), "Configuring jobs");
        CheckTotal(totals.QueuedJobs, ledger.Jobs.Count(job => job.Record.State == JobState.Queued), "Queued jobs");
        CheckTotal(totals.RunningJobs, ledger.Jobs.Count(job => job.Record.State == JobState.Running), "Running jobs");
        CheckTotal(totals.QueuedTasks, withWork.Sum(job => job.Counts.Queued), "Queued tasks");
        CheckTotal(totals.DispatchingTasks, withWork.Sum(job => job.Counts.Dispatching), "Dispatching tasks");
        CheckTotal(totals.RunningTasks, withWork.Sum(job => job.Counts.Running), "Running tasks");
    }

    private static void CheckTotal(int counted, int there, string what) => Require(counted == there, $"{counted} {what} are counted, but there are {there}.");

    private static void CheckTemplatesAndPools(Ledger ledger)
    {
        Require(ledger.JobTemplates.ContainsKey(JobTemplateRecord.DefaultName), "There is no job template Default.");
        Require(ledger.Pools.ContainsKey(PoolRecord.DefaultName), "There is no pool Default.");
        foreach (var job in ledger.Jobs.Select(job => job.Record).Where(job => !job.State.IsEnded()))
        {
            Require(ledger.Pools.ContainsKey(job.Pool), $"Job {job.Id} is in the pool {job.Pool}, which is not there.");
            Require(
                job.State == JobState.Configuring || ledger.JobTemplates.ContainsKey(job.Properties.Template ?? JobTemplateRecord.DefaultName),
                $"Job {job.Id} is {job.State} and has the template {job.Properties.Template}, which is not there.");
        }
    }

    private static void CheckNode(Ledger ledger, NodeEntry node)
    {
        var name = node.Name;
        var holders = ledger.Jobs.Where(job => job.Record is { IsCommand: false } && job.Record.State.IsActive() && job.Record.AllocatedNodes.Contains(name)).ToList();
        var held = holders.Sum(job => job.Record.Shares.First(share => share.Node == name).Cores);
        Require(held == node.AllocatedCores, $"Jobs hold {held} cores of node {name}, but {node.AllocatedCores} are counted.");
        Require(held <= node.MostCores, $"{held} cores of node {name} are held, but it has {node.Record.UsableCores}.");
        Require(holders.Count == node.Jobs, $"{holders.Count} jobs hold node {name}, but {node.Jobs} are counted.");
        var exclusive = holders.Where(job => job.Record.Properties.Exclusive == true).ToList();
        Require(exclusive.Count == node.ExclusiveJobs, $"The exclusive jobs of node {name} are counted wrongly.");
        Require(exclusive.Count == 0 || holders.Count == 1, $"Job {exclusive.FirstOrDefault()?.Record.Id} is exclusive and shares node {name} with {holders.Count - 1} others.");
        Require(node.AllocatedGpus <= Math.Max(node.Record.Gpus.Count, 0) || node.AllocatedGpus == 0, $"{node.AllocatedGpus} graphics processors of node {name} are held, but it has {node.Record.Gpus.Count}.");
        Require(node.Record.State != NodeState.Draining || holders.Count > 0, $"Node {name} is Draining, but no job holds it.");
        CheckCoreIds(ledger, node, holders);
        foreach (var job in holders)
            CheckUse(ledger, node, job);
    }

    private static void CheckCoreIds(Ledger ledger, NodeEntry node, IReadOnlyList<JobEntry> holders)
    {
        var owners = new Dictionary<int, string>();
        var gpuOwners = new Dictionary<int, string>();
        foreach (var task in holders.SelectMany(job => job.Active.Values).Where(task => task.AllocatedNodes.Contains(node.Name)))
        {
            foreach (var id in CoreIdsOf(task, node.Name))
                Require(owners.TryAdd(id, task.Key.ToString()), $"Core {id} of node {node.Name} is held by tasks {owners.GetValueOrDefault(id)} and {task.Key}.");
            foreach (var id in task.AllocatedNodes[0] == node.Name ? task.AllocatedGpuIds : [])
                Require(gpuOwners.TryAdd(id, task.Key.ToString()), $"Graphics processor {id} of node {node.Name} is held by tasks {gpuOwners.GetValueOrDefault(id)} and {task.Key}.");
        }

        Require(owners.Keys.Order().SequenceEqual(node.UsedCoreIds), $"The cores of node {node.Name} that tasks have are counted wrongly.");
        foreach (var task in ledger.Fences.Values.Select(fence => fence.Task).Where(task => task.AllocatedNodes.Contains(node.Name)))
        {
            foreach (var id in CoreIdsOf(task, node.Name))
                Require(owners.TryAdd(id, "a fence"), $"Core {id} of node {node.Name} is fenced off and held by task {owners.GetValueOrDefault(id)}.");
        }
    }

    private static IEnumerable<int> CoreIdsOf(TaskRecord task, string node)
    {
        Require(task.AllocatedCoreIds.Count == task.AllocatedCores, $"Task {task.Key} has {task.AllocatedCores} cores and names {task.AllocatedCoreIds.Count}.");
        var before = task.Shares.TakeWhile(share => share.Node != node).Sum(share => share.Cores);
        return task.AllocatedCoreIds.Skip(before).Take(task.Shares.First(share => share.Node == node).Cores);
    }

    private static void CheckUse(Ledger ledger, NodeEntry node, JobEntry job)
    {
        var id = job.Record.Id;
        var here = job.Active.Values.Where(task => task.AllocatedNodes.Contains(node.Name)).ToList();
        var used = here.Sum(task => task.Shares.First(share => share.Node == node.Name).Cores);
        Require(used == (job.UseOf(node.Name)?.Cores ?? 0), $"The use of node {node.Name} by job {id} is counted wrongly.");
        var share = job.Record.Shares.First(share => share.Node == node.Name).Cores;
        Require(used <= share, $"The tasks of job {id} use {used} cores of node {node.Name}, but it holds {share}.");
        var works = here.Any(task => !task.IsNodeTask);
        Require(!works || job.IsPrepared(node.Name), $"Tasks of job {id} run on node {node.Name} before it is prepared.");
        Require(!works || here.TrueForAll(task => task.Type != TaskType.NodeRelease), $"Job {id} releases node {node.Name} while its tasks run there.");
        Require(here.Count(task => task.IsNodeTask) < 2, $"Job {id} prepares or releases node {node.Name} twice.");
        if (job.Record.State != JobState.Running)
            return;
        var isUsable = node.IsOnline && NodeCandidates.Of(ledger, job).Contains(node.Name);
        Require(isUsable || share == used, $"Job {id} keeps cores of node {node.Name}, which it may not use, and uses {used} of {share}.");
        Require(
            node.Record.State != NodeState.Offline || here.TrueForAll(task => task.State is TaskState.Canceling or TaskState.Finishing),
            $"Tasks of job {id} run on node {node.Name}, which is Offline.");
        Require(
            NodeCandidates.Of(ledger, job).Contains(node.Name) || here.TrueForAll(task => task.State is TaskState.Canceling or TaskState.Finishing || task.Type == TaskType.NodeRelease),
            $"Tasks of job {id} run on node {node.Name}, which it may not use.");
    }

    private static void CheckJob(Ledger ledger, JobEntry job)
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
        foreach (var task in job.Active.Values)
        {
            Require(task.AllocatedNodes.Count > 0 && task.AllocatedNodes.All(node => record.AllocatedNodes.Contains(node)), $"Task {task.Key} runs on nodes that its job does not hold.");
            Require(task.AllocatedNodes.All(ledger.Nodes.ContainsKey), $"Task {task.Key} runs on a node that is not there.");
        }

        CheckDependencies(job);
    }

    private static void CheckDependencies(JobEntry job)
    {
        var open = job.Tasks.Values.Select(task => task.Record).ToLookup(JobDependencies.NameOf, StringComparer.Ordinal)
            .ToDictionary(named => named.Key, named => named.Where(task => !task.State.IsEnded()).ToList(), StringComparer.Ordinal);
        foreach (var (name, tasks) in open)
            Require(job.Dependencies.Find(name)?.Open == tasks.Count, $"Job {job.Record.Id} counts {job.Dependencies.Find(name)?.Open} tasks of the name {name} that have not ended, but there are {tasks.Count}.");
        foreach (var task in job.Tasks.Values)
        {
            List<string> needs = [.. JobDependencies.NeedsOf(task.Record)];
            var waits = needs.Where(name => open.GetValueOrDefault(name) is { Count: > 0 }).ToList();
            Require(needs.TrueForAll(name => job.Dependencies.Find(name)?.Dependents.Contains(task.Record.Key.TaskId) == true), $"Task {task.Record.Key} is not among those that depend on its names.");
            Require(waits.Count == task.WaitsFor, $"Task {task.Record.Key} counts {task.WaitsFor} names that it waits for, but there are {waits.Count}.");
            Require(
                waits.Count == 0 || !job.Ready.Contains(task.Record.Key.TaskId),
                $"Task {task.Record.Key} is ready, but depends on {waits.FirstOrDefault()}.");
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

    private static void Require(bool isTrue, string otherwise)
    {
        if (!isTrue)
            throw new InvalidOperationException(otherwise);
    }
}
