using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>The processors of this machine that the host, and so its tasks, may run on.</summary>
public static class LocalProcessors
{
    /// <summary>Their numbers, in order; empty if the system does not say.</summary>
    public static IReadOnlyList<int> Usable { get; } = ProcessorMask.Read();

    /// <summary>
    /// Whether tasks can be bound to some of them. They cannot where the host may use them all but only for a part of the time, as in a container
    /// with a share of a larger machine: every such container would bind its tasks to the same ones.
    /// </summary>
    public static bool CanBind { get; } = Usable.Count > 0 && Environment.ProcessorCount >= Usable.Count;

    /// <summary>Binds a process, and all that it starts from then on. False if the system refuses it.</summary>
    /// <param name="pid">The process; of it the first thread.</param>
    /// <param name="processors">Their numbers; null for all that are usable.</param>
    internal static bool TryBind(int pid, IReadOnlyList<int>? processors) => CanBind && ProcessorMask.TryWrite(pid, processors ?? Usable);
}
