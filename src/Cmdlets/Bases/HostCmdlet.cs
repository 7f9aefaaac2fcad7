using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>A cmdlet about the host of a scheduler itself. No request of it starts a host.</summary>
public abstract class HostCmdlet : StoppableCmdlet
{
    /// <summary>The scheduler: a name, a folder or a socket. An object of one names it as its Path.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Path", "ClusterConnectionString")]
    [ArgumentCompleter(typeof(SchedulerNameCompleter))]
    public string? Scheduler { get; set; }

    /// <summary>Where the scheduler is.</summary>
    private protected SchedulerAddress Address() => Require(() => SchedulerPlace.Resolve(SessionState.Path, Scheduler));

    /// <summary>What the host says of itself; Stopped if none runs.</summary>
    private protected HpcSchedulerInfo Info(SchedulerAddress address) =>
        Ask(address) ?? new HpcSchedulerInfo { Path = address.Folder, Socket = address.Socket, State = "Stopped" };

    /// <summary>What the host says of itself, or null if none runs.</summary>
    private protected HpcSchedulerInfo? Ask(SchedulerAddress address)
    {
        var client = SchedulerClient.For(address, mayStart: false);
        return Require(() =>
        {
            try
            {
                return Run(cancellation => client.SendAsync(new GetScheduler(), cancellation));
            }
            catch (SchedulerException exception) when (exception.Error == SchedulerErrors.SchedulerNotRunning)
            {
                return null;
            }
        });
    }
}
