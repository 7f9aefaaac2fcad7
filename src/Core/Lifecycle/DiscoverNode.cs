using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// The machine that the host runs on as a node. It is one from the first start on; what an administrator said of it stays, what the machine has
/// is as it is now. Once it was removed it does not come back while there are other nodes.
/// </summary>
internal static class DiscoverNode
{
    public static void Take(Turn turn, NodeRecord machine)
    {
        var ledger = turn.Ledger;
        FindNumaNodes(ledger, machine);
        var known = ledger.Nodes.Values.Select(node => node.Record).FirstOrDefault(node => node.IsDiscovered);
        if (known is null && ledger.Nodes.Count > 0)
            return;
        var now = known is null ? machine with { IsDiscovered = true } : known with
        {
            Cores = machine.Cores,
            Sockets = machine.Sockets,
            Memory = machine.Memory,
            CoreIds = known.CoreIds.SequenceEqual(machine.CoreIds) ? known.CoreIds : machine.CoreIds,
            NumaNodes = known.NumaNodes.SequenceEqual(machine.NumaNodes) ? known.NumaNodes : machine.NumaNodes,
            Gpus = known.Gpus.SequenceEqual(machine.Gpus) ? known.Gpus : machine.Gpus,
            SubscribedCores = machine.SubscribedCores ?? known.SubscribedCores,
        };
        if (now != known)
            ledger.Put(now);
    }

    // A part of the machine keeps its processors, but what lies together is as the machine says now.
    private static void FindNumaNodes(Ledger ledger, NodeRecord machine)
    {
        var there = NumaRules.ProcessorsOf(machine).ToHashSet();
        foreach (var part in ledger.Nodes.Values.Select(node => node.Record).Where(node => !node.IsDiscovered).ToList())
        {
            var processors = NumaRules.ProcessorsOf(part);
            var numaNodes = NumaRules.Of(machine, processors);
            if (there.IsSupersetOf(processors) && !part.NumaNodes.SequenceEqual(numaNodes))
                ledger.Put(part with { NumaNodes = numaNodes });
        }
    }
}
