namespace HpcScheduler;

/// <summary>How the node groups of a job are put together.</summary>
public enum JobNodeGroupOp : long
{
    /// <summary>Nodes that are in all groups.</summary>
    Intersect = 0,

    /// <summary>Nodes of the first group that has enough.</summary>
    Uniform = 1,

    /// <summary>Nodes that are in any group.</summary>
    Union = 2,

    /// <summary>Not said.</summary>
    NA = 3,
}
