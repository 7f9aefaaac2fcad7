namespace HpcScheduler.Crash;

/// <summary>What a host dies of, once, if it comes to that; after it the next one is started.</summary>
internal interface IHostFault
{
    /// <summary>Whether the host has met it.</summary>
    bool IsReached { get; }

    /// <summary>Completes when the next host answers; false if this one never met it.</summary>
    Task<bool> Sprung { get; }

    /// <summary>Starts the host that is to meet it, and waits until it answers or has died on the way.</summary>
    /// <returns>Whether it answers.</returns>
    Task<bool> StartAsync();

    /// <summary>Whether a request may have been refused because of it.</summary>
    bool Explains(SchedulerError error);

    /// <summary>Ends the waiting, when the host cannot meet it any more.</summary>
    Task EndAsync();
}
