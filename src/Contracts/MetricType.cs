namespace HpcScheduler;

/// <summary>Where the values of a metric come from (cmdlets reference, section 7.4; the numbers are ours).</summary>
public enum MetricType : long
{
    /// <summary>The machine is asked.</summary>
    Performance = 0,

    /// <summary>The scheduler works it out.</summary>
    Calculated = 1,
}
