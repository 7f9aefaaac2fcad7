namespace HpcScheduler.Core.Records;

/// <summary>A group of nodes. ComputeNodes, HeadNodes and LinuxNodes are always there and are not stored.</summary>
/// <param name="Id">Its number; 0 is LinuxNodes, because those from 3 on may have been given to groups of users before it came.</param>
/// <param name="Name">Its name, in any case of letters.</param>
public sealed record NodeGroupRecord(int Id, string Name)
{
    /// <summary>The group of all nodes that are for running tasks.</summary>
    public const string ComputeNodes = "ComputeNodes";

    /// <summary>The group of all nodes that are for running tasks and have Linux: the same.</summary>
    public const string LinuxNodes = "LinuxNodes";

    /// <summary>The group of the machine that the host runs on; where it is divided, the first of its parts.</summary>
    public const string HeadNodes = "HeadNodes";

    /// <summary>The number of the group that is always there and was made last; those of users come after it.</summary>
    public const int LastBuiltInId = 2;

    public string Description { get; init; } = "";

    /// <summary>The names of its nodes.</summary>
    public IReadOnlyList<string> Nodes { get; init; } = [];

    /// <summary>Whether it is always there.</summary>
    public bool IsBuiltIn => Id <= LastBuiltInId;
}
