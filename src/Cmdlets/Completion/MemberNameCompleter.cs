using System.Collections;
using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the names of members, with their roles.</summary>
public sealed class MemberNameCompleter : SchedulerCompleter
{
    private protected override Task<List<CompletionResult>> SuggestAsync(
        SchedulerClient client, string word, IDictionary bound, CancellationToken cancellation) =>
        CollectAsync(
            client,
            new GetMember(null),
            member => Suggestion.Fits(member.Name, word) ? Suggestion.Make(member.Name, $"{member.Name} ({member.Role})") : null,
            cancellation);
}
