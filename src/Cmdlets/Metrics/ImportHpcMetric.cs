using System.Management.Automation;
using HpcScheduler.Client;

namespace HpcScheduler.Cmdlets;

/// <summary>Has the metrics of a file measured again; with -Reset these and no others. A file that names an unknown one changes nothing.</summary>
[Cmdlet(VerbsData.Import, "HpcMetric", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void))]
public sealed class ImportHpcMetric : MetricSetCmdlet
{
    /// <summary>The file, as Export-HpcMetric writes it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Remove all metrics that the file does not name.</summary>
    [Parameter]
    public SwitchParameter Reset { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            var names = MetricXml.Read(SessionPath.Resolve(SessionState.Path, Path, SchedulerErrors.FileNotReadable));
            Import(ClientFor(), names);
        }
        catch (SchedulerException exception)
        {
            Fail(exception, Path);
        }
    }

    private void Import(SchedulerClient client, IReadOnlyList<string> names)
    {
        if (Read(client) is not var (measured, removed))
            return;
        var unknown = names.Except([.. measured, .. removed], StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var name in unknown)
            Fail(new SchedulerException(SchedulerErrors.MetricNotFound, name, name), name);
        if (unknown.Count > 0)
            return;
        var left = (Reset ? measured.Concat(removed) : removed).Except(names, StringComparer.OrdinalIgnoreCase).ToList();
        if (ShouldProcess(Path, Reset ? $"Measure these {names.Count} metrics and no others" : $"Measure these {names.Count} metrics"))
            Write(client, left, Path);
    }
}
