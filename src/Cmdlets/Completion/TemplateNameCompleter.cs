using System.Collections;
using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the names of job templates, with what they are for.</summary>
public sealed class TemplateNameCompleter : SchedulerCompleter
{
    private protected override Task<List<CompletionResult>> SuggestAsync(
        SchedulerClient client, string word, IDictionary bound, CancellationToken cancellation) =>
        CollectAsync(
            client,
            new GetJobTemplate(),
            template => Suggestion.Fits(template.Name, word) ? Suggestion.Make(template.Name, template.Description) : null,
            cancellation);
}
