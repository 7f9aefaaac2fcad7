using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using HpcScheduler.Client;

namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the names of the user's personal schedulers, those that have a folder, and that of the machine's if there is one.</summary>
public sealed class SchedulerNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = wordToComplete ?? "";
        var root = SchedulerAddress.PersonalRoot(Environment.GetEnvironmentVariable);
        try
        {
            return (Directory.Exists(root) ? Directory.EnumerateDirectories(root) : [])
                .Select(folder => (Name: Path.GetFileName(folder), Folder: folder))
                .Concat(Directory.Exists(SchedulerAddress.MachineFolder) ? [(SchedulerAddress.MachineName, SchedulerAddress.MachineFolder)] : [])
                .Where(found => found.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                .OrderBy(found => found.Name, StringComparer.Ordinal)
                .Select(found => new CompletionResult(found.Name, found.Name, CompletionResultType.ParameterValue, found.Folder))
                .ToList();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
