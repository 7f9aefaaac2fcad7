using System.Management.Automation;
using System.Management.Automation.Host;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Makes a job template of a file, or gives one that exists what the file says.</summary>
[Cmdlet(VerbsData.Import, "HpcJobTemplate", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(HpcJobTemplate))]
public sealed class ImportHpcJobTemplate : SchedulerCmdlet
{
    /// <summary>The name of the template; that in the file does not count.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(TemplateNameCompleter))]
    public string Name { get; set; } = "";

    /// <summary>The file, as Export-HpcJobTemplate writes it.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public string Path { get; set; } = "";

    /// <summary>Change a template that exists without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var content = Require(
            () => JobTemplateXmlReader.Read(SessionPath.Resolve(SessionState.Path, Path, SchedulerErrors.FileNotReadable)), Path);
        var client = ClientFor();
        if (!ShouldProcess($"job template '{Name}'", "Import"))
            return;
        var isThere = !Force && IsThere(client);
        if (isThere && !MayReplace())
            return;
        var request = new ImportJobTemplate(Name, content.Description, content.Items, content.JobEnv, Replace: Force || isThere);
        if (TrySend(client, request, null, out var template))
            WriteObject(template);
    }

    private bool IsThere(SchedulerClient client)
    {
        var isThere = false;
        Each<HpcJobTemplate>(
            client, new GetJobTemplate(), Name, template => isThere |= template.Name.Equals(Name, StringComparison.OrdinalIgnoreCase));
        return isThere;
    }

    private bool MayReplace()
    {
        try
        {
            return ShouldContinue($"Replace what the job template '{Name}' says?", "Import job template");
        }
        catch (Exception exception) when (exception is HostException or InvalidOperationException)
        {
            // Nobody can be asked.
            Fail(new SchedulerException(SchedulerErrors.TemplateExists, Name, Name), Name);
            return false;
        }
    }
}
