using HpcScheduler.Core.Ports;

namespace HpcScheduler.Core;

/// <summary>
/// Something to be done outside the core, after the changes that belong to it are on disk. Effects are idempotent, and those that
/// matter can be made again from the records (<see cref="SchedulerCore.Resume"/>).
/// </summary>
public abstract record Effect
{
    /// <summary>Start an attempt.</summary>
    public sealed record Start(Attempt Attempt) : Effect;

    /// <summary>Take over an attempt of an earlier host.</summary>
    public sealed record Adopt(Attempt Attempt) : Effect;

    /// <summary>Send the stop signal to an attempt.</summary>
    public sealed record Stop(AttemptKey Key) : Effect;

    /// <summary>Kill an attempt.</summary>
    public sealed record Kill(AttemptKey Key) : Effect;

    /// <summary>Delete the attempt folders of a job.</summary>
    public sealed record Forget(int JobId) : Effect;
}
