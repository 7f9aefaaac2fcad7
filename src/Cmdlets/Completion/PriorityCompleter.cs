using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the five levels of priority, with their numbers.</summary>
public sealed class PriorityCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        ExpandedPriority.LevelNames
            .Where(name => name.StartsWith(wordToComplete ?? "", StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(
                name, name, CompletionResultType.ParameterValue, $"{name} is {ExpandedPriority.Parse(name)} of {Limits.Priority}"));
}
