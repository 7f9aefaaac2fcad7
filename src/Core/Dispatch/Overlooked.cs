using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Dispatch;

/// <summary>
/// Jobs for which enough is free and which a round has not started all the same, though no rule holds them up. Asked of the rules by which a round
/// places jobs and tasks, but without its order, its plan for those farther back, and whatever it remembers; so what a round forgets is found here.
/// </summary>
internal static class Overlooked
{
    /// <summary>Those that were overlooked, as a round has left the records. None if all is well.</summary>
    /// <param name="ledger">The records.</param>
    /// <param name="now">The time of the turn.</param>
    /// <param name="most">The most cores that a job which waits may start with now.</param>
    public static IEnumerable<Stall> Find(Ledger ledger, DateTimeOffset now, Func<JobEntry, int> most)
    {
        if (Head(ledger, most) is { } head)
            yield return head;
        if (ledger.Running.Count == 0 && Idle(ledger, most) is { } idle)
            yield return idle;
        foreach (var key in ledger.Running)
        {
            if (ledger.Find(key.JobId) is { Record.State: JobState.Running } job && !job.IsDraining(now) && !(ledger.NoRoomUntil > now) && Within(ledger, job, now) is { } stall)
                yield return stall;
        }
    }

    /// <summary>The most cores that a job may start with, worked out anew: what its pool leaves it, with balanced shares at least its minimum.</summary>
    public static int Most(Ledger ledger, JobEntry job) =>
        ledger.ClusterProperties.SchedulingMode != SchedulingMode.Queued && !ledger.ClusterProperties.EnablePools ? job.Record.MinCores
        : ledger.ClusterProperties.SchedulingMode != SchedulingMode.Queued ? Balance.Of(ledger, PoolBudget.Of(ledger)).Targets.GetValueOrDefault(job)
        : PoolBudget.Of(ledger)?.MayTake(job) ?? int.MaxValue;

    private static IEnumerable<JobEntry> Waiting(Ledger ledger) =>
        ledger.Waiting.Select(key => ledger.Find(key.JobId)!).Where(job => FastBalancedRules.Refusal(ledger, job.Record) is null);

    // Nobody stands before the first.
    private static Stall? Head(Ledger ledger, Func<JobEntry, int> most)
    {
        if (Waiting(ledger).FirstOrDefault() is not { Activation: Activation.None } head)
            return null;
        var cores = most(head);
        return Placement.Start(ledger, head, null, cores) is null
            ? null
            : new Stall(head.Record.Id, $"Enough is free for job {head.Record.Id}, the next one, {Needs(ledger, head, cores)}, but it was not started.");
    }

    // Where nothing runs, whoever could start does. One that the activation filter is asked about, or has not let go, holds up those behind it.
    private static Stall? Idle(Ledger ledger, Func<JobEntry, int> most)
    {
        var isHeldUp = ledger.Nodes.Values.Any(node => node.ReservedCores > 0) || ledger.Waiting.Any(key => ledger.Find(key.JobId)!.Activation != Activation.None);
        return isHeldUp || Waiting(ledger).FirstOrDefault(job => Placement.CouldStart(ledger, job)) is not { } could
            ? null
            : new Stall(could.Record.Id, $"Nothing runs, and job {could.Record.Id} could, {Needs(ledger, could, most(could))}, but it was not started.");
    }

    // It has waited for room since it was refused. Seen from the records, since another process looks at them as well.
    private static bool WasRefused(TaskEntry task) => task.Record.IsMaster
        ? task.NextQueuedSubTask() is { } id && task.SubTasks.TryGetValue(id, out var subTask) && WasRefused(subTask)
        : WasRefused(task.Record);

    private static bool WasRefused(TaskRecord task) => task is { State: TaskState.Queued, ErrorCode: ReasonCodes.StartFailedOnNode };

    // A job has cores for its tasks; one of which all are used has none.
    private static Stall? Within(Ledger ledger, JobEntry job, DateTimeOffset now)
    {
        var id = job.Record.Id;
        if (job.Prepares && NodeWork.Unprepared(ledger, job).Count > 0 && job.NodePrep is { } prep && !prep.SubTasks.Values.Any(WasRefused))
            return new Stall(id, $"Job {id} runs, but its nodes are not being prepared.");
        if (job.UsedCores >= job.Record.AllocatedCores || Dispatcher.NextTask(ledger, job, now) is not { } next || WasRefused(next.Task))
            return null;
        return new Stall(
            id,
            $"Job {id} has cores for task {next.Task.Record.Key}, which is ready, but it was not started: it uses {job.UsedCores} of {job.Record.AllocatedCores}.");
    }

    private static string Needs(Ledger ledger, JobEntry job, int most)
    {
        var free = ledger.Nodes.Values.Where(node => node.IsOnline).Sum(node => Math.Max(0, node.FreeCores));
        var text = $"which needs {ExplainedText.Need(job.Record)} of {ExplainedText.Count(free, "free core")} ({ledger.ClusterProperties.SchedulingMode}";
        if (most != int.MaxValue)
            text += $", at most {most}";
        return PoolBudget.Of(ledger) is { } pools ? $"{text}, pools {string.Join(", ", pools.Uses())})" : $"{text})";
    }
}
