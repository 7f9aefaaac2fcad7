using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>A cmdlet for the nodes of groups.</summary>
public abstract class GroupNodesCmdlet : SchedulerCmdlet
{
    /// <summary>The groups that were named: by names, of which one text may have several, or by numbers.</summary>
    /// <param name="names">The names, or null.</param>
    /// <param name="ids">The numbers, where there are no names.</param>
    /// <param name="nodes">The nodes that are put in or taken out: their scheduler is meant if no other is named.</param>
    private protected IEnumerable<GroupRef> Groups(string[]? names, int[]? ids, HpcNode[]? nodes)
    {
        var client = ClientFor(nodes is { Length: > 0 } ? nodes[0].Scheduler : null);
        return names is not null
            ? NameList.Split(names).Select(name => new GroupRef(client, name, null))
            : (ids ?? []).Select(id => new GroupRef(client, null, id));
    }

    /// <summary>The names of nodes that were given as objects or as names.</summary>
    /// <exception cref="SchedulerException"><see cref="SchedulerErrors.NoNodeNamed"/>.</exception>
    private protected static IReadOnlyList<string> Nodes(HpcNode[]? nodes, string[]? names)
    {
        var all = NameList.Split([.. (nodes ?? []).Select(node => node.Name), .. names ?? []]);
        return all.Count > 0 ? all : throw new SchedulerException(SchedulerErrors.NoNodeNamed, null);
    }
}
