using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>Shows the host of a scheduler; with the state Stopped if none runs. It never starts one.</summary>
[Cmdlet(VerbsCommon.Get, "HpcScheduler")]
[OutputType(typeof(HpcSchedulerInfo))]
public sealed class GetHpcScheduler : HostCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(Info(Address()));
}
