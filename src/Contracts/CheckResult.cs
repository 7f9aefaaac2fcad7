namespace HpcScheduler;

/// <summary>How a check ended.</summary>
public enum CheckResult : long
{
    /// <summary>All is as it should be.</summary>
    Passed,

    /// <summary>Something is not as it should be.</summary>
    Failed,

    /// <summary>It could not be looked at.</summary>
    Skipped,
}
