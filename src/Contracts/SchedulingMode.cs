namespace HpcScheduler;

/// <summary>How cores are shared among jobs.</summary>
public enum SchedulingMode : long
{
    /// <summary>Jobs start in the order of the queue, each with as much as possible.</summary>
    Queued = 0,

    /// <summary>As many jobs as possible run, each with its minimum first.</summary>
    Balanced = 1,

    /// <summary>As Balanced, with fewer rules, for many small jobs.</summary>
    FastBalanced = 2,
}
