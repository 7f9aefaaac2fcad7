using System.Runtime.CompilerServices;
using HpcScheduler.Core;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="GetJob"/> from what is on disk.</summary>
internal sealed class GetJobHandler(SchedulerLoop loop, StoreReader reader, HostFolder folder)
{
    private const string Self = ".";

    public async IAsyncEnumerable<Line<HpcJob>> HandleAsync(GetJob request, Caller caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var owner = request.Owner == Self ? caller.Name : request.Owner;
        var filter = new JobFilter
        {
            Ids = request.Ids?.ToHashSet(),
            State = request.State,
            Name = Pattern(request.Name),
            Project = Pattern(request.Project),
            Owner = Pattern(owner),
            Template = Pattern(request.Template),
            Pool = Pattern(request.Pool),
            BeginSubmitDate = Time(request.BeginSubmitDate),
            EndSubmitDate = Time(request.EndSubmitDate),
            NodeName = request.NodeName?.ToHashSet(StringComparer.OrdinalIgnoreCase),
        };
        foreach (var id in request.Ids ?? [])
        {
            if (reader.FindJob(id) is null)
                yield return new Line<HpcJob> { Problem = Problem.From(new SchedulerException(SchedulerErrors.JobNotFound, id, id)) };
        }

        var children = reader.ListParents()
            .SelectMany(child => child.ParentJobIds.Select(parent => (Parent: parent, Child: child.JobId)))
            .ToLookup(pair => pair.Parent, pair => pair.Child);
        foreach (var job in reader.ListJobs(filter))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return new Line<HpcJob> { Item = JobView.For(caller, job, folder, loop.Fences, children[job.Id]) };
        }
    }

    private static Wildcard? Pattern(string? text) => text is null ? null : new Wildcard(text);

    private static DateTimeOffset? Time(DateTime? time) => time is { } value ? new DateTimeOffset(value) : null;
}
