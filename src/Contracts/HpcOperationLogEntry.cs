namespace HpcScheduler;

/// <summary>A line of the log of an operation.</summary>
public sealed record HpcOperationLogEntry : HpcObject
{
    /// <summary>The operation.</summary>
    public Guid OperationId { get; init; }

    /// <summary>When, in local time.</summary>
    public DateTime Time { get; init; }

    /// <summary>What it is.</summary>
    public OperationSeverity Severity { get; init; }

    /// <summary>The node.</summary>
    public string NodeName { get; init; } = "";

    /// <summary>Who did it; empty where the scheduler itself did.</summary>
    public string Actor { get; init; } = "";

    /// <summary>What happened, and what was said with it.</summary>
    public string Message { get; init; } = "";

    /// <summary>The lines of an operation.</summary>
    public static IEnumerable<HpcOperationLogEntry> Of(HpcOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return operation.Events.Select(row => new HpcOperationLogEntry
        {
            OperationId = operation.Id,
            Time = row.EventTime,
            // That a node is taken back while it drains is what somebody asked for and did not get.
            Severity = operation.State == OperationState.Reverted && row.Event == NodeEvent.Online ? OperationSeverity.Warning : OperationSeverity.Information,
            NodeName = row.NodeName,
            Actor = row.Actor,
            Message = row.Comment.Length == 0 ? row.Event.ToString() : $"{row.Event}: {row.Comment}",
        });
    }

    /// <summary>The message.</summary>
    public override string ToString() => Message;
}
