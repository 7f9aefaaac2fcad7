using System.Management.Automation;
using HpcScheduler.Client;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// A cmdlet that goes to the scheduler the user names; without a name to the one that holds the given job or task; without such an
/// object to the default one. Its first request starts the scheduler if it does not run.
/// </summary>
public abstract class SchedulerCmdlet : StoppableCmdlet
{
    private SchedulerClient? _chosen;

    /// <summary>
    /// The scheduler: a name, a folder or a socket. Several are alternatives: the first that answers, else the first is started.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(SchedulerNameCompleter))]
    public string[]? Scheduler { get; set; }

    /// <summary>The scheduler to go to.</summary>
    /// <param name="holder">The folder in the object given, if one was given.</param>
    private protected SchedulerClient ClientFor(string? holder = null)
    {
        if (Scheduler is not { Length: > 0 } && !string.IsNullOrEmpty(holder))
            return Require(() => SchedulerClient.For(SchedulerAddress.Resolve(holder, CurrentFolder)));
        return _chosen ??= Require(() => Run(cancellation => SchedulerClient.ForFirstAnsweringAsync(Addresses(), cancellation)));
    }

    private List<SchedulerAddress> Addresses() => Scheduler is { Length: > 0 } names
        ? names.Select(name => SchedulerAddress.Resolve(name, CurrentFolder)).ToList()
        : [SchedulerAddress.Resolve(null, CurrentFolder)];
}
