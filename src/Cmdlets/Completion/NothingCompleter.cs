using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace HpcScheduler.Cmdlets;

/// <summary>Suggests nothing. Without a completer PowerShell suggests the files of the current folder, which are no values of such a parameter.</summary>
public sealed class NothingCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) => [Itself(wordToComplete ?? "")];

    // PowerShell goes on to files where nothing at all is suggested.
    private static CompletionResult Itself(string word) =>
        new(word.Length == 0 ? " " : word, word.Length == 0 ? " " : word, CompletionResultType.ParameterValue, word.Length == 0 ? " " : word);
}
