namespace HpcScheduler;

/// <summary>A node as a job sees it that waits.</summary>
public sealed record HpcJobNode : HpcObject
{
    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether the job could have something of it now.</summary>
    public bool Passes { get; init; }

    /// <summary>Units that are free for the job there, in the job's UnitType. They may be kept for a job before it.</summary>
    public int FreeUnits { get; init; }

    /// <summary>Why the job can have nothing of it, in a sentence; empty if it can.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The node's name, so that a node in a string names itself.</summary>
    public override string ToString() => Name;
}
