using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// A cmdlet that goes to the scheduler the user names; without a name to the one that holds the given job or task; without such an
/// object to the default one. Its first request starts the scheduler if it does not run.
/// </summary>
public abstract class SchedulerCmdlet : StoppableCmdlet
{
    private SchedulerClient? _chosen;
    private string _chosenOf = "";

    /// <summary>
    /// The scheduler: a name, a folder or a socket. Several are alternatives: the first that answers, else the first is started. An object from the
    /// pipeline names its own.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ClusterConnectionString")]
    [ArgumentCompleter(typeof(SchedulerNameCompleter))]
    public virtual string[]? Scheduler { get; set; }

    /// <summary>The scheduler to go to.</summary>
    /// <param name="holder">The folder in the object given, if one was given; an object without one was made by somebody, and ends the command.</param>
    private protected SchedulerClient ClientFor(string? holder = null)
    {
        string[] names = [.. (Scheduler ?? []).Where(name => !string.IsNullOrEmpty(name))];
        if (names.Length == 0 && holder is not null)
            return Require(() => SchedulerClient.For(SchedulerPlace.OfObject(SessionState.Path, holder)));
        // Each object of a pipeline may name another one; the user's own alternatives are tried once.
        var key = string.Join('\0', names);
        if (_chosen is null || _chosenOf != key)
            (_chosen, _chosenOf) = (Require(() => Run(cancellation => SchedulerClient.ForFirstAnsweringAsync(Addresses(names), cancellation))), key);
        return _chosen;
    }

    /// <summary>
    /// Removes something and returns it as it was before, if that is wanted: it is read first, and what is not there is no more removed than read.
    /// </summary>
    /// <param name="passThru">Whether it is to be returned.</param>
    /// <param name="client">The scheduler.</param>
    /// <param name="query">Reads it.</param>
    /// <param name="request">Removes it.</param>
    /// <param name="target">What the user named.</param>
    private protected void Remove<TItem>(
        bool passThru, SchedulerClient client, ISchedulerQuery<TItem> query, ISchedulerRequest<Done> request, object? target)
        where TItem : class
    {
        TItem? before = null;
        if (passThru)
        {
            Each(client, query, target, item => before = item);
            if (before is null)
                return;
        }

        if (TrySend(client, request, target, out _) && before is not null)
            WriteObject(before);
    }

    private List<SchedulerAddress> Addresses(string[] names) => names.Length > 0
        ? names.Select(name => SchedulerPlace.Resolve(SessionState.Path, name)).ToList()
        : [SchedulerPlace.Resolve(SessionState.Path, null)];
}
