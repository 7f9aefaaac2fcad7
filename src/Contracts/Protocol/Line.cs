namespace HpcScheduler.Protocol;

/// <summary>
/// One line of the reply to a query: an item, or an error about one item (one bad item does not stop the others).
/// </summary>
/// <typeparam name="TItem">What the query lists.</typeparam>
public sealed record Line<TItem>
{
    /// <summary>The item.</summary>
    public TItem? Item { get; init; }

    /// <summary>The error.</summary>
    public Problem? Problem { get; init; }
}
