using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Dispatch;

/// <summary>
/// Starts command jobs: at once and on all their nodes, without cores, past the queue and whoever has a node for itself (scheduler reference,
/// section 5.4).
/// </summary>
internal static class CommandJobs
{
    /// <summary>Starts a command job that is Queued.</summary>
    public static void Start(Turn turn, JobEntry job)
    {
        var tasks = job.Ready.Select(id => job.Tasks[id].Record).ToList();
        turn.Move(job, JobEvent.Start, record => record with
        {
            StartTime = turn.Now,
            AllocatedNodes = [.. tasks.SelectMany(task => task.Properties.RequiredNodes!)],
            PendingReason = PendingReason.None,
        });
        turn.Deadlines.Add(new TaskKey(job.Record.Id, 0), Deadlines.RunTimeEnd(job.Record));
        foreach (var task in tasks)
        {
            var dispatched = turn.Move(task, TaskEvent.Dispatch, record => record with
            {
                Instance = record.Instance + 1,
                AllocatedNodes = record.Properties.RequiredNodes!,
                StartTime = null,
                EndTime = null,
            });
            turn.Effects.Add(new Effect.Start(AttemptPlan.Of(turn, job.Record, dispatched)));
            turn.Starts.Begin(turn);
        }

        // One that has no task left to run has ended.
        JobEnding.Advance(turn, job);
    }
}
