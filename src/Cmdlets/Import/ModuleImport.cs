using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>What PowerShell does as it imports the module into a runspace and takes it out again.</summary>
public sealed class ModuleImport : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnImport()
    {
        SchedulerLink.Current ??= new LateLink();
        HpcPackTypeNames.Add();
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => HpcPackTypeNames.Remove();

    // An import is to be quick: the client is loaded by the first call.
    private sealed class LateLink : SchedulerLink
    {
        public override TReply Send<TReply>(string scheduler, ISchedulerRequest<TReply> request) => new OwnScheduler(SchedulerPlace.OfObject).Send(scheduler, request);

        public override TItem Find<TItem>(string scheduler, ISchedulerQuery<TItem> query) => new OwnScheduler(SchedulerPlace.OfObject).Find(scheduler, query);
    }
}
