using System.Management.Automation;
using System.Management.Automation.Language;

namespace HpcScheduler.Cmdlets;

/// <summary>What is offered for a word that was begun.</summary>
internal static class Suggestion
{
    /// <summary>A suggestion, in quotes where the text needs them; one that begins with a dash would be taken for a parameter.</summary>
    public static CompletionResult Make(string text, string tip)
    {
        var isPlain = !text.StartsWith('-')
            && text.All(character => char.IsLetterOrDigit(character) || character is '_' or '-' or '.' or '+');
        var quoted = isPlain ? text : "'" + CodeGeneration.EscapeSingleQuotedStringContent(text) + "'";
        return new CompletionResult(quoted, text, CompletionResultType.ParameterValue, tip.Length == 0 ? text : tip);
    }

    /// <summary>Whether a text starts with the word typed, whatever quote it was begun with.</summary>
    public static bool Fits(string text, string word) => text.StartsWith(word.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase);
}
