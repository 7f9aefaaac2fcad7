namespace HpcScheduler;

/// <summary>Something that happened to a node: who did what, when and why (cmdlets reference, section 5.5).</summary>
public sealed record HpcNodeHistory : HpcObject
{
    /// <summary>The number of the row; later rows have higher numbers.</summary>
    public long NodeHistoryId { get; init; }

    /// <summary>The node; it may be gone.</summary>
    public string NodeName { get; init; } = "";

    /// <summary>What happened.</summary>
    public NodeEvent Event { get; init; }

    /// <summary>When it happened, in local time.</summary>
    public DateTime EventTime { get; init; }

    /// <summary>Who did it; empty where the scheduler itself did.</summary>
    public string Actor { get; init; } = "";

    /// <summary>What was said with it; empty if nothing.</summary>
    public string Comment { get; init; } = "";

    /// <summary>The node's name.</summary>
    public override string ToString() => NodeName;
}
