namespace HpcScheduler;

/// <summary>Which jobs have their tasks bound to the cores that were given to them.</summary>
public enum AffinityMode : long
{
    /// <summary>All.</summary>
    AllJobs = 0,

    /// <summary>Those that share their nodes with others.</summary>
    NonExclusiveJobs = 1,

    /// <summary>None.</summary>
    NoJobs = 2,
}
