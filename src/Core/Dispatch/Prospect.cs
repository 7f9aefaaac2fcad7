namespace HpcScheduler.Core.Dispatch;

/// <summary>How it stands with a job of the queue in a round.</summary>
internal enum Prospect
{
    /// <summary>It can have its minimum now.</summary>
    Fits,

    /// <summary>It can have its minimum on nodes that are kept for a job before it, and will have ended by the time at which that could start.</summary>
    FillsGap,

    /// <summary>Jobs of its kind do not start in the present SchedulingMode. It keeps nothing.</summary>
    Refused,

    /// <summary>It waits for the activation filter to let it start, and those behind it wait with it.</summary>
    Asked,

    /// <summary>A job before it with the same wishes waits already, and keeps all nodes that it may use.</summary>
    Covered,

    /// <summary>It cannot have its minimum yet, and keeps the nodes that it may use.</summary>
    Blocked,

    /// <summary>It could not have its minimum even if nothing else ran on the nodes that are Online. It keeps nothing.</summary>
    Hopeless,
}
