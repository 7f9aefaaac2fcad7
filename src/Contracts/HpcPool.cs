namespace HpcScheduler;

/// <summary>A resource pool as users see it: a snapshot taken when it was read (scheduler reference, section 6.7).</summary>
public sealed record HpcPool : HpcObject
{
    /// <summary>Its name, at most 50 characters; letters of either case are the same.</summary>
    public string Name { get; init; } = "";

    /// <summary>The folder of the scheduler that holds it; cmdlets that are given the pool go there.</summary>
    public string Scheduler { get; init; } = "";

    /// <summary>Its part of the cores, against the weights of the other pools; 0 to 999999, 0 for no part of its own.</summary>
    public int Weight { get; init; }

    /// <summary>Its part in cores: of those that are online, as its weight is of the sum of all weights.</summary>
    public int Guarantee { get; init; }

    /// <summary>Cores that its jobs hold now; more than the guarantee where other pools do not need theirs.</summary>
    public int CurrentAllocation { get; init; }

    /// <summary>The pool's name, so that a pool in a string names itself.</summary>
    public override string ToString() => Name;
}
