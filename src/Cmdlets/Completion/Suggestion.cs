using System.Management.Automation;
using System.Management.Automation.Language;

namespace HpcScheduler.Cmdlets;

/// <summary>What is offered for a word that was begun.</summary>
internal static class Suggestion
{
    /// <summary>A suggestion, in quotes where the text needs them; one that begins with a dash would be taken for a parameter.</summary>
    /// <param name="text">The value.</param>
    /// <param name="tip">What it is.</param>
    /// <param name="shown">How it is shown in a list; the value itself without it.</param>
    public static CompletionResult Make(string text, string tip, string? shown = null)
    {
        var isPlain = !text.StartsWith('-')
            && text.All(character => char.IsLetterOrDigit(character) || character is '_' or '-' or '.' or '+');
        var quoted = isPlain ? text : "'" + CodeGeneration.EscapeSingleQuotedStringContent(text) + "'";
        return new CompletionResult(
            PlainText.Line(quoted), PlainText.Line(shown ?? text), CompletionResultType.ParameterValue, PlainText.Line(tip.Length == 0 ? text : tip));
    }

    /// <summary>
    /// The word as it was typed, so that a key press changes nothing: where nothing at all is suggested, PowerShell suggests the files of the current
    /// folder.
    /// </summary>
    public static CompletionResult Itself(string word)
    {
        var text = word.Length == 0 ? " " : word;
        return new(text, text, CompletionResultType.ParameterValue, text);
    }

    /// <summary>Whether a text starts with the word typed, whatever quote it was begun with.</summary>
    public static bool Fits(string text, string word) => text.StartsWith(word.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase);
}
