using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Says who may do what with a job template.</summary>
[Cmdlet(
    VerbsCommon.Set, "HpcJobTemplateAcl", DefaultParameterSetName = ProfileSet, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class SetHpcJobTemplateAcl : SchedulerCmdlet
{
    private const string ProfileSet = "profile";
    private const string NameSet = "name";

    /// <summary>The template.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ProfileSet)]
    [ValidateNotNull]
    [JobTemplateTransform]
    public HpcJobTemplate Template { get; set; } = new();

    /// <summary>The name of the template.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(TemplateNameCompleter))]
    public string Name { get; set; } = "";

    /// <summary>Who may do what, as Get-HpcJobTemplateAcl returns it.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public HpcJobTemplateSecurityDescriptor Acl { get; set; } = new("", "");

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (client, name) = ParameterSetName == ProfileSet ? (ClientFor(Template.Scheduler), Template.Name) : (ClientFor(Acl.Scheduler), Name);
        if (ShouldProcess($"job template '{name}'", $"Set rights to {Acl.Sddl}"))
            TrySend(client, new SetJobTemplateAcl(name, Acl.Sddl ?? ""), name, out _);
    }
}
