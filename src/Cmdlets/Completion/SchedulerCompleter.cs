using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// Suggests values that a running scheduler knows. It takes a second at most, never starts a host, and suggests nothing when anything is
/// amiss: a key press must not fail.
/// </summary>
public abstract class SchedulerCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var client = SchedulerClient.For(Address(fakeBoundParameters), mayStart: false);
            return SuggestAsync(client, wordToComplete ?? "", fakeBoundParameters, patience.Token).GetAwaiter().GetResult();
        }
        catch (Exception exception) when (exception is SchedulerException or OperationCanceledException)
        {
            return [];
        }
    }

    /// <summary>The suggestions for a word.</summary>
    private protected abstract Task<List<CompletionResult>> SuggestAsync(
        SchedulerClient client, string word, IDictionary bound, CancellationToken cancellation);

    /// <summary>The items of a query for which a suggestion can be made.</summary>
    private protected static async Task<List<CompletionResult>> CollectAsync<TItem>(
        SchedulerClient client, ISchedulerQuery<TItem> query, Func<TItem, CompletionResult?> suggest, CancellationToken cancellation)
        where TItem : class
    {
        var results = new List<CompletionResult>();
        await foreach (var line in client.QueryAsync(query, cancellation).ConfigureAwait(false))
        {
            if (line.Item is { } item && suggest(item) is { } result)
                results.Add(result);
        }

        return results;
    }

    private protected static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static SchedulerAddress Address(IDictionary bound)
    {
        var given = bound["Scheduler"] is object[] several ? several.FirstOrDefault() : bound["Scheduler"];
        return SchedulerPlace.Resolve(given as string ?? Holder(bound));
    }

    private static string? Holder(IDictionary bound)
    {
        var item = bound["Job"] ?? bound["Node"] ?? bound["Group"];
        return (item is PSObject wrapped ? wrapped.BaseObject : item) switch
        {
            HpcJob job => job.Scheduler,
            HpcNode node => node.Scheduler,
            HpcGroup group => group.Scheduler,
            _ => null,
        };
    }
}
