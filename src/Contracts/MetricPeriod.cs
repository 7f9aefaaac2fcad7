namespace HpcScheduler;

/// <summary>What a value of the past stands for. The numbers are stored.</summary>
public enum MetricPeriod : long
{
    /// <summary>A sample, of which there is at most one a minute while something runs or waits, and one more when that is over.</summary>
    Minute = 0,

    /// <summary>The average of the samples of an hour.</summary>
    Hour = 1,

    /// <summary>The average of the samples of a day, by UTC.</summary>
    Day = 2,
}
