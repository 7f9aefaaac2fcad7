using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Makes a node of cores, memory and graphics processors of the machine that belong to no other node.</summary>
internal static class NewNodeRules
{
    public static NodeRecord Handle(Turn turn, NewNode request, Caller caller)
    {
        Permissions.Check<NewNode>(caller);
        NodePropertyRules.NodeName(request.Name);
        NodePropertyRules.Description(request.Description);
        if (turn.Ledger.Nodes.ContainsKey(request.Name))
            throw new SchedulerException(SchedulerErrors.NodeExists, request.Name, request.Name);
        var cores = CoreIds(turn, request);
        var node = new NodeRecord(request.Name, cores.Count, null)
        {
            CoreIds = cores,
            NumaNodes = NumaRules.Of(turn.Machine, cores),
            Sockets = AtLeastOne(nameof(request.Sockets), request.Sockets) ?? 1,
            Memory = Memory(turn, request, cores.Count),
            Gpus = Gpus(turn, request),
            State = NodeState.Offline,
            Description = request.Description ?? "",
            Location = NodeLocation.Check(request.Location ?? ""),
        };
        NodePropertyRules.Sockets(node);
        turn.Ledger.Put(node);
        return node;
    }

    private static IReadOnlyList<int> CoreIds(Turn turn, NewNode request)
    {
        var owners = new Dictionary<int, string>();
        foreach (var node in turn.Ledger.Nodes.Values)
        {
            foreach (var id in NumaRules.ProcessorsOf(node.Record))
                owners[id] = node.Name;
        }

        var machine = NumaRules.ProcessorsOf(turn.Machine);
        if (request.CoreIds is { Count: > 0 } ids)
        {
            Once("Core", ids);
            foreach (var id in ids)
            {
                if (!machine.Contains(id))
                    throw new SchedulerException(SchedulerErrors.CoreNotThere, id, id, string.Join(", ", machine));
                if (owners.TryGetValue(id, out var owner))
                    throw new SchedulerException(SchedulerErrors.CoreTaken, id, id, owner);
            }

            return [.. ids.Order()];
        }

        var free = machine.Count(id => !owners.ContainsKey(id));
        var count = AtLeastOne(nameof(request.Cores), request.Cores) ?? Math.Max(1, free);
        if (count > free)
            throw new SchedulerException(SchedulerErrors.TooFewFreeCores, request.Name, request.Name, count, free);
        // As a task has its cores of a node, a node has them of the machine.
        var chosen = new List<int>(count);
        NumaRules.Choose(turn.Machine.NumaNodes, machine.Count, index => !owners.ContainsKey(machine[index]), count, chosen);
        return [.. chosen.Select(index => machine[index])];
    }

    // A machine that does not say how much it has cannot be divided by it, so what is asked for counts.
    private static int Memory(Turn turn, NewNode request, int cores)
    {
        var all = turn.Machine.Memory;
        if (AtLeastOne(nameof(request.Memory), request.Memory) is not { } wanted)
        {
            var share = (int)((long)all * cores / turn.Machine.Cores);
            return all == 0 ? 0 : Math.Min(share, Math.Max(1, Free()));
        }

        return all == 0 || wanted <= Free()
            ? wanted
            : throw new SchedulerException(SchedulerErrors.TooLittleFreeMemory, request.Name, request.Name, wanted, Free());

        int Free() => Math.Max(0, all - turn.Ledger.Nodes.Values.Sum(node => node.Record.Memory));
    }

    private static IReadOnlyList<int> Gpus(Turn turn, NewNode request)
    {
        var gpus = request.Gpus ?? [];
        Once("Graphics processor", gpus);
        foreach (var gpu in gpus)
        {
            if (!turn.Machine.Gpus.Contains(gpu))
            {
                var there = turn.Machine.Gpus.Count == 0 ? "none" : string.Join(", ", turn.Machine.Gpus);
                throw new SchedulerException(SchedulerErrors.GpuNotThere, gpu, gpu, there);
            }

            if (turn.Ledger.Nodes.Values.FirstOrDefault(node => node.Record.Gpus.Contains(gpu)) is { } owner)
                throw new SchedulerException(SchedulerErrors.GpuTaken, gpu, gpu, owner.Name);
        }

        return [.. gpus.Order()];
    }

    private static void Once(string what, IReadOnlyList<int> numbers)
    {
        var seen = new HashSet<int>();
        foreach (var number in numbers)
        {
            if (!seen.Add(number))
                throw new SchedulerException(SchedulerErrors.NamedTwice, number, what, number);
        }
    }

    private static int? AtLeastOne(string parameter, int? value) => value is null or >= 1
        ? value
        : throw new SchedulerException(SchedulerErrors.ValueOutOfRange, value, parameter, value, "a whole number from 1");
}
