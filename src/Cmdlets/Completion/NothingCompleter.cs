using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace HpcScheduler.Cmdlets;

/// <summary>Suggests nothing. Without a completer PowerShell suggests the files of the current folder, which are no values of such a parameter.</summary>
public sealed class NothingCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) => [Suggestion.Itself(wordToComplete ?? "")];
}
