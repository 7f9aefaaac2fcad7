using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Tells who may do what with a job template.</summary>
[Cmdlet(VerbsCommon.Get, "HpcJobTemplateAcl", DefaultParameterSetName = ProfileSet)]
[OutputType(typeof(HpcJobTemplateSecurityDescriptor))]
public sealed class GetHpcJobTemplateAcl : JobTemplateSelectionCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (client, name) = Selected();
        if (TrySend(client, new GetJobTemplateAcl(name), name, out var acl))
            WriteObject(acl);
    }
}
