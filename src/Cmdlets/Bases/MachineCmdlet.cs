using HpcScheduler.Client;

namespace HpcScheduler.Cmdlets;

/// <summary>A cmdlet about the one scheduler of this machine.</summary>
public abstract class MachineCmdlet : StoppableCmdlet
{
    /// <summary>Where it is.</summary>
    private protected SchedulerAddress Address => Require(() => SchedulerAddress.Resolve(SchedulerAddress.MachineName, "/"));

    /// <summary>Does something of which there is nothing to say if it goes well. An error ends the command.</summary>
    private protected void Do(Func<CancellationToken, Task> work) => Require(() => Run(async cancellation =>
    {
        await work(cancellation).ConfigureAwait(false);
        return true;
    }));
}
