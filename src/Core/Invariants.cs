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
        CheckNobodyWaitsInVain(ledger);
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
        Require(active == job.Active.Count, $"Job {record.Id} lists {job.Active.Count} active tasks, but has {active}.");
        Require(used == job.UsedCores, $"Job {record.Id} counts {job.UsedCores} used cores, but its tasks use {used}.");
        Require(used <= record.AllocatedCores, $"The tasks of job {record.Id} use {used} cores, but it holds {record.AllocatedCores}.");
        Require(record.State.IsActive() || record.AllocatedCores == 0, $"Job {record.Id} is {record.State} and holds cores.");
        Require(record.State.IsActive() || active == 0, $"Job {record.Id} is {record.State} and has active tasks.");
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
    private static void CheckNobodyWaitsInVain(Ledger ledger)
    {
        if (ledger.Waiting.Count > 0 && ledger.Find(ledger.Waiting.Min.JobId) is { } head)
        {
            Require(
                ledger.FreeCores < head.Record.MinCores,
                $"{ledger.FreeCores} cores are free and job {head.Record.Id}, the next one, needs {head.Record.MinCores}, but it was not started.");
        }

        foreach (var key in ledger.Running)
        {
            if (ledger.Find(key.JobId) is not { Record.State: JobState.Running } job || job.Ready.Count == 0)
                continue;
            var next = job.Tasks[job.Ready.Min].Record;
            Require(
                job.Record.AllocatedCores - job.UsedCores < next.MinUnits,
                $"Job {job.Record.Id} has cores for task {next.Key}, which is ready, but it was not started.");
        }
    }

    private static void Require(bool isTrue, string otherwise)
    {
        if (!isTrue)
            throw new InvalidOperationException(otherwise);
    }
}
