using System.Management.Automation;
using HpcScheduler.Client;

namespace HpcScheduler.Cmdlets;

/// <summary>Removes metrics: they are neither measured nor listed any more, and what was measured stays. Import-HpcMetric brings them back.</summary>
[Cmdlet(VerbsCommon.Remove, "HpcMetric", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class RemoveHpcMetric : MetricSetCmdlet
{
    /// <summary>Names of metrics; wildcards are allowed, and several names in one text with commas between.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MetricNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var client = ClientFor();
        if (Read(client) is not var (measured, removed))
            return;
        foreach (var name in NameList.Split(Name))
        {
            var found = Find(measured, name);
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
                Fail(new SchedulerException(SchedulerErrors.MetricNotFound, name, name), name);
            var named = found.Where(metric => ShouldProcess($"metric '{metric}'", "Remove")).ToList();
            if (named.Count == 0)
                continue;
            removed = [.. removed, .. named];
            measured = [.. measured.Except(named)];
            Write(client, removed, name);
        }
    }

    private static List<string> Find(IReadOnlyList<string> metrics, string name)
    {
        var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        return [.. metrics.Where(pattern.IsMatch)];
    }
}
