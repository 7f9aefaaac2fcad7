using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace HpcScheduler.Cmdlets;

/// <summary>Suggests words that are always the same.</summary>
/// <param name="words">Each with what it means.</param>
public abstract class WordCompleter(params (string Word, string Meaning)[] words) : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var found = words
            .Where(word => Suggestion.Fits(word.Word, wordToComplete ?? ""))
            .Select(word => Suggestion.Make(word.Word, word.Meaning))
            .ToList();
        return found.Count == 0 ? [Suggestion.Itself(wordToComplete ?? "")] : found;
    }
}
