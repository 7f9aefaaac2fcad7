using System.Runtime.CompilerServices;
using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="GetJobTemplate"/>.</summary>
internal sealed class GetJobTemplateHandler(SchedulerLoop loop, HostFolder folder)
{
    public async IAsyncEnumerable<Line<HpcJobTemplate>> HandleAsync(
        GetJobTemplate request, Caller caller, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        var templates = loop.JobTemplates;
        foreach (var name in request.Names ?? [])
        {
            if (!templates.ContainsKey(name))
                yield return new Line<HpcJobTemplate> { Problem = Problem.From(new SchedulerException(SchedulerErrors.TemplateNotFound, name, name)) };
        }

        foreach (var template in templates.Values)
        {
            if (request.Names is null || request.Names.Contains(template.Name, StringComparer.OrdinalIgnoreCase))
                yield return new Line<HpcJobTemplate> { Item = JobTemplateView.Of(template, folder) };
        }
    }
}
