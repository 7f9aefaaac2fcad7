using System.Globalization;

namespace HpcScheduler;

/// <summary>A change to a node, made of its history: that it was added or removed, taken online or offline.</summary>
public sealed record HpcOperation : HpcObject
{
    /// <summary>Its identifier: the number of the row of history that it begins with, as a GUID.</summary>
    public Guid Id { get; init; }

    /// <summary>What is done, with the name of the node.</summary>
    public string Name { get; init; } = "";

    /// <summary>How far it is.</summary>
    public OperationState State { get; init; }

    /// <summary>The node; it may be gone.</summary>
    public string NodeName { get; init; } = "";

    /// <summary>Who asked for it; empty where the scheduler itself did.</summary>
    public string Owner { get; init; } = "";

    /// <summary>When it began, in local time.</summary>
    public DateTime StartTime { get; init; }

    /// <summary>When it was done or taken back, in local time; while it is under way when it began.</summary>
    public DateTime LastUpdateTime { get; init; }

    /// <summary>What happened, in its order.</summary>
    public HpcList<HpcNodeHistory> Events { get; init; } = [];

    /// <summary>The folder of the scheduler.</summary>
    public string Scheduler { get; init; } = "";

    /// <summary>The identifier of the operation that begins with a row of history.</summary>
    public static Guid IdOf(long nodeHistoryId) => Guid.ParseExact(nodeHistoryId.ToString("x32", CultureInfo.InvariantCulture), "N");

    /// <summary>The operations that rows of history tell of, each where it begins.</summary>
    /// <param name="history">Rows in the order in which they happened; those of each node from its first one, else one that drained before is not known.</param>
    /// <param name="scheduler">The folder of the scheduler.</param>
    public static IReadOnlyList<HpcOperation> Of(IEnumerable<HpcNodeHistory> history, string scheduler)
    {
        ArgumentNullException.ThrowIfNull(history);
        var operations = new List<HpcOperation>();
        var draining = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in history)
        {
            // A node that drains goes offline by and by, unless somebody takes it online before.
            if (draining.Remove(row.NodeName, out var index))
            {
                var begun = operations[index];
                operations[index] = begun with
                {
                    State = row.Event is NodeEvent.Online ? OperationState.Reverted : OperationState.Committed,
                    LastUpdateTime = row.EventTime,
                    Events = [.. begun.Events, row],
                };
                if (row.Event is NodeEvent.Online or NodeEvent.Offline)
                    continue;
            }

            if (row.Event == NodeEvent.Draining)
                draining[row.NodeName] = operations.Count;
            operations.Add(Begin(row, scheduler));
        }

        return operations;
    }

    private static HpcOperation Begin(HpcNodeHistory row, string scheduler) => new()
    {
        Id = IdOf(row.NodeHistoryId),
        Name = $"{NameOf(row.Event)} node {row.NodeName}",
        State = row.Event == NodeEvent.Draining ? OperationState.Executing : OperationState.Committed,
        NodeName = row.NodeName,
        Owner = row.Actor,
        StartTime = row.EventTime,
        LastUpdateTime = row.EventTime,
        Events = [row],
        Scheduler = scheduler,
    };

    private static string NameOf(NodeEvent @event) => @event switch
    {
        NodeEvent.Added => "Add",
        NodeEvent.Removed => "Remove",
        NodeEvent.Online => "Bring online",
        NodeEvent.Offline or NodeEvent.Draining => "Take offline",
        _ => @event.ToString(),
    };

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
