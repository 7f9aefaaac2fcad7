namespace HpcScheduler;

/// <summary>A group of nodes as users see it (cmdlets reference, section 9.3).</summary>
public sealed record HpcGroup : HpcObject
{
    /// <summary>The number the scheduler gave it. Groups that always exist have numbers below 10.</summary>
    public int Id { get; init; }

    /// <summary>The folder of the scheduler that has the group; cmdlets that are given the group go there.</summary>
    public string Scheduler { get; init; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What it is for; empty if nobody said.</summary>
    public string Description { get; init; } = "";

    /// <summary>The names of its nodes.</summary>
    public HpcList<string> Nodes { get; init; } = [];

    /// <summary>Whether it always exists: it cannot be renamed or removed.</summary>
    public bool IsBuiltIn { get; init; }

    /// <summary>The group's name, so that a group in a string names itself.</summary>
    public override string ToString() => Name;
}
