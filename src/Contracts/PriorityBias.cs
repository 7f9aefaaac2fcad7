namespace HpcScheduler;

/// <summary>How much more a job of higher priority gets in Balanced mode.</summary>
public enum PriorityBias : long
{
    /// <summary>Nothing: all jobs are equal. Also written LowBias.</summary>
    NoBias = 0,

    /// <summary>Twice as much for each level.</summary>
    MediumBias = 1,

    /// <summary>Ten times as much for each level.</summary>
    HighBias = 2,
}
