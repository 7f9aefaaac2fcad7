using System.Runtime.CompilerServices;
using HpcScheduler.Core;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="GetJobHistory"/> from what is on disk.</summary>
internal sealed class GetJobHistoryHandler(StoreReader reader)
{
    private static readonly JobHistoryEvent[] Ends = [JobHistoryEvent.Finished, JobHistoryEvent.Canceled, JobHistoryEvent.Failed];

    public async IAsyncEnumerable<Line<HpcJobHistory>> HandleAsync(
        GetJobHistory request, Caller caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        foreach (var id in request.JobIds ?? [])
        {
            if (reader.FindJob(id) is null)
                yield return new Line<HpcJobHistory> { Problem = Problem.From(new SchedulerException(SchedulerErrors.JobNotFound, id, id)) };
        }

        foreach (var (history, job) in reader.ListHistory(Time(request.StartDate), Time(request.EndDate), request.JobIds, request.AllEvents ? null : Ends))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return new Line<HpcJobHistory> { Item = JobHistoryView.Of(history, job) };
        }
    }

    // The first and the last of all times have no offset.
    private static DateTimeOffset Time(DateTime time) =>
        time == DateTime.MinValue ? DateTimeOffset.MinValue : time == DateTime.MaxValue ? DateTimeOffset.MaxValue : new DateTimeOffset(time);
}
