namespace HpcScheduler.Cmdlets;

/// <summary>What news of a job or task means to whoever waits for it.</summary>
internal enum Outcome
{
    /// <summary>It is still waited for.</summary>
    Pending,

    /// <summary>It is where it is waited for.</summary>
    Reached,

    /// <summary>It will not get there.</summary>
    Missed,
}
