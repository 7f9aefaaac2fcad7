using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core;

/// <summary>
/// Goes through the start of a scheduler without doing anything: nothing is committed and no effect is carried out. What a store holds is sound
/// when a core can be made of it that goes on by its own rules.
/// </summary>
public static class Rehearsal
{
    /// <summary>What is wrong with the records; null if nothing is.</summary>
    /// <param name="store">Read only.</param>
    /// <param name="content">What it holds.</param>
    /// <param name="now">The time of the start.</param>
    /// <exception cref="SchedulerException">HpcStoreDamaged.</exception>
    public static string? Fault(IStore store, StoreContent content, DateTimeOffset now)
    {
        try
        {
            var core = new SchedulerCore(store, content, "");
            core.Begin(now);
            core.Resume(MachineOf(content));
            core.End();
            Invariants.Check(core);
            return null;
        }
        catch (Exception exception) when (exception is not SchedulerException)
        {
            // Records that contradict each other can break any assumption of the rules.
            return exception.Message;
        }
    }

    /// <summary>The machine as the last host found it.</summary>
    internal static NodeRecord MachineOf(StoreContent content) =>
        content.Nodes.FirstOrDefault(node => node.IsDiscovered) ?? new NodeRecord("localhost", 1, null);
}
