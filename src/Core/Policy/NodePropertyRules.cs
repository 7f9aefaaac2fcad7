using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Policy;

/// <summary>What may be said of nodes and of groups of them (cmdlets reference, sections 5.2 and 5.6).</summary>
internal static class NodePropertyRules
{
    /// <summary>Refuses whoever is no administrator.</summary>
    /// <exception cref="SchedulerException">HpcPermissionDenied.</exception>
    public static void Permit(Caller caller, object? target, string what)
    {
        if (!caller.IsAdministrator)
            throw new SchedulerException(SchedulerErrors.PermissionDenied, target, caller.Name, what);
    }

    /// <exception cref="SchedulerException">HpcInvalidNodeName.</exception>
    public static void NodeName(string name)
    {
        var isName = name.Length is > 0 and <= Limits.NodeName && name[0] != '-'
            && name.All(character => char.IsLetterOrDigit(character) || character is '.' or '-' or '_');
        if (!isName)
            throw new SchedulerException(SchedulerErrors.InvalidNodeName, name, name, Limits.NodeName);
    }

    /// <exception cref="SchedulerException">HpcInvalidNodeGroupName.</exception>
    public static void GroupName(string name)
    {
        var isName = name.Length > 0 && name.EnumerateRunes().Count() <= Limits.NodeGroupName && name.Trim() == name
            && !name.Any(character => character == ',' || char.IsControl(character));
        if (!isName)
            throw new SchedulerException(SchedulerErrors.InvalidNodeGroupName, name, name, Limits.NodeGroupName);
    }

    /// <exception cref="SchedulerException">HpcValueTooLong, HpcNullCharacter.</exception>
    public static void Description(string? text) => TextRules.Length("Description", text, Limits.NodeDescription);

    /// <summary>The sockets of a node all have as many cores.</summary>
    /// <exception cref="SchedulerException">HpcSubscribedCoresIndivisible.</exception>
    public static void Sockets(NodeRecord node)
    {
        if (node.UsableCores % node.UsableSockets != 0)
        {
            throw new SchedulerException(
                SchedulerErrors.SubscribedCoresIndivisible, node.Name, node.Name, node.UsableCores, node.UsableSockets);
        }
    }
}
