using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Jobs or tasks that somebody waits for, of one or several schedulers, each as it was last.</summary>
/// <typeparam name="TReference">Names one of them.</typeparam>
/// <typeparam name="TItem">One of them.</typeparam>
internal abstract class Wait<TReference, TItem> : IDisposable
    where TReference : struct
    where TItem : class
{
    private readonly Dictionary<TReference, TItem?> _waiting;
    private readonly Following<TItem> _following;
    private ILookup<(SchedulerClient Client, string Name), TReference>? _named;
    private int _unseen;

    protected Wait(
        IReadOnlyCollection<TReference> references,
        IEnumerable<(SchedulerClient Client, ISchedulerQuery<TItem> Query)> queries,
        CancellationToken cancellation)
    {
        _waiting = references.ToDictionary(reference => reference, _ => (TItem?)null);
        _unseen = _waiting.Count;
        _following = new(queries, cancellation);
    }

    /// <summary>How many are waited for.</summary>
    public int Count => _waiting.Count;

    /// <summary>Whether the state of each is known.</summary>
    public bool AllSeen => _unseen == 0;

    /// <summary>Those waited for whose state is known.</summary>
    public IEnumerable<TItem> Items => _waiting.Values.OfType<TItem>();

    /// <summary>Waits for the next news; null if there will be none.</summary>
    public News<TReference, TItem>? Next(TimeSpan time)
    {
        while (true)
        {
            switch (_following.Next(time, out var followed))
            {
                case Followed.TimeOver:
                    return default(News<TReference, TItem>);
                case Followed.End:
                    return null;
            }

            var (client, line) = followed;
            var news = line.Problem is { } problem ? Take(client, problem) : line.Item is { } item ? Take(client, item) : null;
            if (news is not null)
                return news;
        }
    }

    /// <summary>Waits for it no longer. False if it was not waited for.</summary>
    public bool Remove(TReference reference)
    {
        if (!_waiting.Remove(reference, out var last))
            return false;
        _unseen -= last is null ? 1 : 0;
        return true;
    }

    public void Dispose() => _following.Dispose();

    /// <summary>The name of an item.</summary>
    protected abstract TReference Reference(SchedulerClient client, TItem item);

    /// <summary>By what an error may name it.</summary>
    protected abstract (SchedulerClient Client, IReadOnlyList<string> Texts) Names(TReference reference);

    private News<TReference, TItem>? Take(SchedulerClient client, TItem item)
    {
        var reference = Reference(client, item);
        if (!_waiting.TryGetValue(reference, out var before))
            return null;
        _unseen -= before is null ? 1 : 0;
        _waiting[reference] = item;
        return new(reference, item, null);
    }

    private News<TReference, TItem>? Take(SchedulerClient client, Problem problem)
    {
        _named ??= _waiting.Keys
            .SelectMany(reference => Names(reference).Texts.Select(text => (Name: (Names(reference).Client, text), Reference: reference)))
            .ToLookup(named => named.Name, named => named.Reference);
        var named = _named[(client, problem.Target ?? "")].ToList();
        var removed = named.Where(Remove).ToList();
        // The problem of what is waited for no longer was told before.
        return named.Count == 0 || removed.Count > 0 ? new(default, null, problem.ToException()) : null;
    }
}
