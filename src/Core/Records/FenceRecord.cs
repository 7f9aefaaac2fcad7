using HpcScheduler.Core.Ports;

namespace HpcScheduler.Core.Records;

/// <summary>An attempt that is over and whose processes could not be killed: nobody may use its cores until they are gone.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="Task">Its task, with the cores that it had.</param>
/// <param name="Processes">The processes that are left; empty if the engine has not said which.</param>
public sealed record FenceRecord(AttemptKey Attempt, TaskRecord Task, IReadOnlyList<int> Processes)
{
    /// <summary>The numbers of its cores on a node.</summary>
    public IReadOnlyList<int> CoreIdsOn(string node)
    {
        var first = 0;
        foreach (var share in Task.Shares)
        {
            if (share.Node.Equals(node, StringComparison.OrdinalIgnoreCase))
                return [.. Task.AllocatedCoreIds.Skip(first).Take(share.Cores)];
            first += share.Cores;
        }

        return [];
    }
}
