namespace HpcScheduler;

/// <summary>How well a node is (cmdlets reference, section 8.3; the numbers are ours).</summary>
public enum NodeHealthState : long
{
    /// <summary>All is well.</summary>
    OK = 0,

    /// <summary>It works, but somebody should look at it.</summary>
    Warning = 1,

    /// <summary>It does not work.</summary>
    Error = 2,

    /// <summary>It is on its way to another state.</summary>
    Transitional = 3,

    /// <summary>No administrator has taken it in.</summary>
    Unapproved = 4,
}
