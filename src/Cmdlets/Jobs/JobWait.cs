using System.Globalization;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Jobs that somebody waits for.</summary>
/// <param name="jobs">The jobs.</param>
/// <param name="any">Whether one of them is enough.</param>
/// <param name="state">The states that are waited for; null for every end.</param>
/// <param name="cancellation">Ends the waiting.</param>
internal sealed class JobWait(IReadOnlyCollection<JobRef> jobs, bool any, JobState? state, CancellationToken cancellation)
    : Wait<JobRef, HpcJob>([.. jobs.Distinct()], Queries(jobs, any, state), cancellation)
{
    protected override JobRef Reference(SchedulerClient client, HpcJob item) => new(client, item.Id);

    protected override (SchedulerClient Client, IReadOnlyList<string> Texts) Names(JobRef reference) =>
        (reference.Client, [reference.Id.ToString(CultureInfo.InvariantCulture)]);

    private static IEnumerable<(SchedulerClient Client, ISchedulerQuery<HpcJob> Query)> Queries(
        IEnumerable<JobRef> jobs, bool any, JobState? state) => jobs.Distinct()
            .GroupBy(job => job.Client, job => job.Id)
            .Select(group => (group.Key, (ISchedulerQuery<HpcJob>)new WaitJob(group.ToList(), any, state)));
}
