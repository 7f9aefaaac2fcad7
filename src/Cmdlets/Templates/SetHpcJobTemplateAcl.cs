using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Says who may do what with a job template.</summary>
[Cmdlet(
    VerbsCommon.Set, "HpcJobTemplateAcl", DefaultParameterSetName = ProfileSet, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HpcJobTemplateSecurityDescriptor))]
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

    /// <summary>Return who may do what then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // Rights may be made by hand: they are a value here, and no object of a scheduler.
        var source = Acl.Scheduler.Length > 0 ? Acl.Scheduler : null;
        var (client, name) = ParameterSetName == ProfileSet ? (ClientFor(Template.Scheduler), Template.Name) : (ClientFor(source), Name);
        if (ShouldProcess($"job template '{name}'", $"Set rights to {Acl.Sddl}"))
            Set(client, name);
    }

    private void Set(SchedulerClient client, string name)
    {
        if (TrySend(client, new SetJobTemplateAcl(name, Acl.Sddl ?? ""), name, out _) && PassThru
            && TrySend(client, new GetJobTemplateAcl(name), name, out var acl))
        {
            WriteObject(acl);
        }
    }
}
