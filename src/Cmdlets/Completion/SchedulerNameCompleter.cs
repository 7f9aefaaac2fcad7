using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using HpcScheduler.Client;

namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the names of the user's personal schedulers and that of the machine's if there is one.</summary>
public sealed class SchedulerNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = wordToComplete ?? "";
        return SchedulerFolders.List(Environment.GetEnvironmentVariable)
            .Where(found => found.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(found => new CompletionResult(found.Name, found.Name, CompletionResultType.ParameterValue, found.Folder))
            .ToList();
    }
}
