namespace HpcScheduler.Core.Ports;

/// <summary>How busy the machine that the nodes are parts of is. What the system does not say is missing.</summary>
public sealed record MachineLoad
{
    /// <summary>Nothing is known.</summary>
    public static readonly MachineLoad Unknown = new();

    /// <summary>What each processor has done since the machine started, by its number.</summary>
    public IReadOnlyDictionary<int, ProcessorTime> Processors { get; init; } = new Dictionary<int, ProcessorTime>();

    /// <summary>
    /// Whether tasks may run on all of these processors for a part of the time only, so that none of them belongs to a node: every node is as busy
    /// as all of them together.
    /// </summary>
    public bool IsShared { get; init; }

    /// <summary>Memory of the machine in MB; null if it is not known.</summary>
    public long? TotalMemory { get; init; }

    /// <summary>Memory that new processes could have, in MB; null if it is not known.</summary>
    public long? AvailableMemory { get; init; }
}

/// <summary>What a processor has done since the machine started, in ticks of any length. Only differences say something.</summary>
/// <param name="Busy">Ticks in which it ran something.</param>
/// <param name="Total">All ticks.</param>
public readonly record struct ProcessorTime(long Busy, long Total);
