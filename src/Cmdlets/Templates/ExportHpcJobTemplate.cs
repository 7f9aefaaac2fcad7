using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Writes a job template into a file, as Import-HpcJobTemplate reads it.</summary>
[Cmdlet(
    VerbsData.Export, "HpcJobTemplate", DefaultParameterSetName = ProfileSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class ExportHpcJobTemplate : ExportCmdlet
{
    private const string ProfileSet = "profile";
    private const string NameSet = "name";

    /// <summary>The template.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ProfileSet)]
    [ValidateNotNull]
    [JobTemplateTransform]
    public HpcJobTemplate Template { get; set; } = new();

    /// <summary>The name of the template.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(TemplateNameCompleter))]
    public string Name { get; set; } = "";

    /// <inheritdoc/>
    [Parameter(Mandatory = true, ParameterSetName = ProfileSet)]
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = NameSet)]
    public override string Path { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (client, name) = ParameterSetName == ProfileSet ? (ClientFor(Template.Scheduler), Template.Name) : (ClientFor(), Name);
        Export($"job template '{name}'", () => Read(client, name), JobTemplateXmlWriter.Write);
    }

    private HpcJobTemplate? Read(SchedulerClient client, string name)
    {
        HpcJobTemplate? template = null;
        Each<HpcJobTemplate>(client, new GetJobTemplate([name]), name, found => template = found);
        return template;
    }
}
