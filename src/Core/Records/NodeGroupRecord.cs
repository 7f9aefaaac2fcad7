namespace HpcScheduler.Core.Records;

/// <summary>A group of nodes. ComputeNodes and HeadNodes are always there and are not stored.</summary>
/// <param name="Id">Its number, from 1.</param>
/// <param name="Name">Its name, in any case of letters.</param>
public sealed record NodeGroupRecord(int Id, string Name)
{
    /// <summary>The group of all nodes that are for running tasks.</summary>
    public const string ComputeNodes = "ComputeNodes";

    /// <summary>The group of the machine that the host runs on.</summary>
    public const string HeadNodes = "HeadNodes";

    /// <summary>The number of the group that is always there and was made last; those of users come after it.</summary>
    public const int LastBuiltInId = 2;

    public string Description { get; init; } = "";

    /// <summary>The names of its nodes.</summary>
    public IReadOnlyList<string> Nodes { get; init; } = [];

    /// <summary>Whether it is always there.</summary>
    public bool IsBuiltIn => Id <= LastBuiltInId;
}
