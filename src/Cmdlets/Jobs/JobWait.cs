using System.Globalization;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Jobs that somebody waits for, of one or several schedulers, each as it was last.</summary>
internal sealed class JobWait : IDisposable
{
    private readonly Dictionary<JobRef, HpcJob?> waiting;
    private readonly Following<HpcJob> following;
    private int unseen;

    public JobWait(IEnumerable<JobRef> jobs, bool any, CancellationToken cancellation)
    {
        waiting = jobs.Distinct().ToDictionary(job => job, _ => (HpcJob?)null);
        unseen = waiting.Count;
        var queries = waiting.Keys
            .GroupBy(job => job.Client, job => job.Id)
            .Select(group => (group.Key, (ISchedulerQuery<HpcJob>)new WaitJob(group.ToList(), any)));
        following = new(queries, cancellation);
    }

    /// <summary>How many are waited for.</summary>
    public int Count => waiting.Count;

    /// <summary>Whether the state of each job is known.</summary>
    public bool AllSeen => unseen == 0;

    /// <summary>The jobs waited for whose state is known.</summary>
    public IEnumerable<HpcJob> Jobs => waiting.Values.OfType<HpcJob>();

    /// <summary>Waits for the next news: a job, an error about one, or neither when the time is over.</summary>
    public (JobRef Reference, HpcJob? Job, SchedulerException? Error) Next(TimeSpan time)
    {
        while (true)
        {
            switch (following.Next(time, out var followed))
            {
                case Followed.TimeOver:
                    return default;
                case Followed.End:
                    throw new SchedulerException(SchedulerErrors.Internal, null, "its answer ended while jobs were waited for");
            }

            var (client, line) = followed;
            if (line.Problem is { } problem)
                return (Forget(client, problem), null, problem.ToException());
            if (line.Item is not { } job)
                continue;
            var reference = new JobRef(client, job.Id);
            if (!waiting.TryGetValue(reference, out var before))
                continue;
            unseen -= before is null ? 1 : 0;
            waiting[reference] = job;
            return (reference, job, null);
        }
    }

    /// <summary>Waits for the job no longer.</summary>
    public void Remove(JobRef job)
    {
        if (waiting.Remove(job, out var last) && last is null)
            unseen--;
    }

    public void Dispose() => following.Dispose();

    private JobRef Forget(SchedulerClient client, Problem problem)
    {
        var isNumber = int.TryParse(problem.Target, NumberStyles.None, CultureInfo.InvariantCulture, out var id);
        var reference = new JobRef(client, id);
        if (isNumber)
            Remove(reference);
        return reference;
    }
}
