using HpcScheduler.Core.Records;

namespace HpcScheduler.Host.Handlers;

/// <summary>A node group as users see it.</summary>
internal static class GroupView
{
    public static HpcGroup Of(NodeGroupRecord group, HostFolder folder) => new()
    {
        Id = group.Id,
        Scheduler = folder.Path,
        Name = group.Name,
        Description = group.Description,
        Nodes = HpcList.Of(group.Nodes),
        IsBuiltIn = group.IsBuiltIn,
    };
}
