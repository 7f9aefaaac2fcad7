using System.Globalization;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Jobs that somebody waits for, of one or several schedulers, each as it was last.</summary>
internal sealed class JobWait : IDisposable
{
    private readonly Dictionary<JobRef, HpcJob?> _waiting;
    private readonly Following<HpcJob> _following;
    private int _unseen;

    public JobWait(IEnumerable<JobRef> jobs, bool any, CancellationToken cancellation)
    {
        _waiting = jobs.Distinct().ToDictionary(job => job, _ => (HpcJob?)null);
        _unseen = _waiting.Count;
        var queries = _waiting.Keys
            .GroupBy(job => job.Client, job => job.Id)
            .Select(group => (group.Key, (ISchedulerQuery<HpcJob>)new WaitJob(group.ToList(), any)));
        _following = new(queries, cancellation);
    }

    /// <summary>How many are waited for.</summary>
    public int Count => _waiting.Count;

    /// <summary>Whether the state of each job is known.</summary>
    public bool AllSeen => _unseen == 0;

    /// <summary>The jobs waited for whose state is known.</summary>
    public IEnumerable<HpcJob> Jobs => _waiting.Values.OfType<HpcJob>();

    /// <summary>Waits for the next news: a job, an error about one, or neither when the time is over.</summary>
    public (JobRef Reference, HpcJob? Job, SchedulerException? Error) Next(TimeSpan time)
    {
        while (true)
        {
            switch (_following.Next(time, out var followed))
            {
                case Followed.TimeOver:
                    return default;
                case Followed.End:
                    throw new SchedulerException(SchedulerErrors.Internal, null, "its answer ended while jobs were waited for");
            }

            var (client, line) = followed;
            if (line.Problem is { } problem)
            {
                // The problem of a job that is waited for no longer was told before.
                var named = Named(client, problem);
                if (named is { } known && !Remove(known))
                    continue;
                return (named ?? default, null, problem.ToException());
            }

            if (line.Item is not { } job)
                continue;
            var reference = new JobRef(client, job.Id);
            if (!_waiting.TryGetValue(reference, out var before))
                continue;
            _unseen -= before is null ? 1 : 0;
            _waiting[reference] = job;
            return (reference, job, null);
        }
    }

    /// <summary>Waits for the job no longer. False if it was not waited for.</summary>
    public bool Remove(JobRef job)
    {
        if (!_waiting.Remove(job, out var last))
            return false;
        _unseen -= last is null ? 1 : 0;
        return true;
    }

    public void Dispose() => _following.Dispose();

    private static JobRef? Named(SchedulerClient client, Problem problem) =>
        int.TryParse(problem.Target, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new JobRef(client, id) : null;
}
