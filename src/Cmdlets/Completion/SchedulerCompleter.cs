using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// Suggests values that a running scheduler knows. It takes a second at most, and some more the first time in a session, when all has still to be loaded; it never
/// starts a host, and suggests nothing when anything is amiss: a key press must not fail.
/// </summary>
public abstract class SchedulerCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstPatience = TimeSpan.FromSeconds(5);

    private static bool _hasAnswered;

    /// <summary>The command whose parameter is completed.</summary>
    private protected string Command { get; private set; } = "";

    /// <summary>Whether the word stays as it is, and no files are suggested, where nothing else is.</summary>
    private protected virtual bool RefusesFiles => false;

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        Command = commandName[(commandName.IndexOf('\\', StringComparison.Ordinal) + 1)..];
        using var patience = new CancellationTokenSource(_hasAnswered ? Patience : FirstPatience);
        List<CompletionResult> found;
        try
        {
            var client = SchedulerClient.For(Address(fakeBoundParameters), mayStart: false);
            found = SuggestAsync(client, wordToComplete ?? "", fakeBoundParameters, patience.Token).GetAwaiter().GetResult();
            _hasAnswered = true;
        }
        catch (Exception exception) when (exception is SchedulerException or OperationCanceledException)
        {
            found = [];
        }

        return found.Count == 0 && RefusesFiles ? [Suggestion.Itself(wordToComplete ?? "")] : found;
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
