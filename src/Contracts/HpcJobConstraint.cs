namespace HpcScheduler;

/// <summary>
/// One thing that a job asks of the nodes it runs on. What a job says of nodes is looked at for every node; their state, who else is there
/// and what is free only for those that meet all before it in the list.
/// </summary>
public sealed record HpcJobConstraint : HpcObject
{
    /// <summary>What it is called: a property of the job, or State, Exclusive, JobsAhead.</summary>
    public string Name { get; init; } = "";

    /// <summary>What is asked for.</summary>
    public string Wanted { get; init; } = "";

    /// <summary>Whether the nodes that meet it are enough for the job as far as it is concerned.</summary>
    public bool IsMet { get; init; }

    /// <summary>The nodes that meet it.</summary>
    public HpcList<string> PassingNodes { get; init; } = [];

    /// <summary>The nodes that do not, each with the reason.</summary>
    public HpcList<HpcFailingNode> FailingNodes { get; init; } = [];

    /// <summary>Its name and what is asked for.</summary>
    public override string ToString() => Wanted.Length == 0 ? Name : $"{Name} {Wanted}";
}
