namespace HpcScheduler.Core.Ports;

/// <summary>What processes have used and use.</summary>
/// <param name="ProcessorTime">Processor time of those that run and of those whose end they have waited for.</param>
/// <param name="Memory">Memory that they hold, in bytes; what several share is counted for each.</param>
/// <param name="Processes">How many run.</param>
public readonly record struct ProcessUse(TimeSpan ProcessorTime, long Memory, int Processes)
{
    /// <summary>That of both together.</summary>
    public static ProcessUse operator +(ProcessUse one, ProcessUse other) =>
        new(one.ProcessorTime + other.ProcessorTime, one.Memory + other.Memory, one.Processes + other.Processes);
}
