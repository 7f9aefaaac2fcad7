namespace HpcScheduler.Core.Records;

/// <summary>Something that happened to a node, as the store keeps it, also after the node is gone. It is never changed. Times are UTC and whole milliseconds.</summary>
public sealed record NodeHistoryRecord
{
    /// <summary>Given by the store, growing; 0 before.</summary>
    public long NodeHistoryId { get; init; }

    public required string NodeName { get; init; }

    public required NodeEvent Event { get; init; }

    public required DateTimeOffset EventTime { get; init; }

    /// <summary>The user; empty for the scheduler itself.</summary>
    public string Actor { get; init; } = "";

    /// <summary>What was said with it.</summary>
    public string Comment { get; init; } = "";
}
