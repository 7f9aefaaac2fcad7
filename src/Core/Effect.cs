using HpcScheduler.Core.Ports;

namespace HpcScheduler.Core;

/// <summary>
/// Something to be done outside the core, after the changes that belong to it are on disk. Effects are idempotent, and those that
/// matter can be made again from the records (<see cref="SchedulerCore.Resume"/>).
/// </summary>
public abstract record Effect
{
    /// <summary>Has it done by whom it concerns.</summary>
    public abstract void CarryOut(IEngine engine, IFilters filters);

    /// <summary>Start an attempt.</summary>
    public sealed record Start(Attempt Attempt) : Effect
    {
        /// <inheritdoc/>
        public override void CarryOut(IEngine engine, IFilters filters) => engine.Start(Attempt);
    }

    /// <summary>Take over an attempt of an earlier host.</summary>
    public sealed record Adopt(Attempt Attempt) : Effect
    {
        /// <inheritdoc/>
        public override void CarryOut(IEngine engine, IFilters filters) => engine.Adopt(Attempt);
    }

    /// <summary>Send the stop signal to an attempt.</summary>
    public sealed record Stop(AttemptKey Key) : Effect
    {
        /// <inheritdoc/>
        public override void CarryOut(IEngine engine, IFilters filters) => engine.Stop(Key);
    }

    /// <summary>Kill an attempt.</summary>
    public sealed record Kill(AttemptKey Key) : Effect
    {
        /// <inheritdoc/>
        public override void CarryOut(IEngine engine, IFilters filters) => engine.Kill(Key);
    }

    /// <summary>Remember that an attempt is over though its processes may be there.</summary>
    public sealed record GiveUp(AttemptKey Key) : Effect
    {
        /// <inheritdoc/>
        public override void CarryOut(IEngine engine, IFilters filters) => engine.GiveUp(Key);
    }

    /// <summary>Delete the attempt folders of a job.</summary>
    public sealed record Forget(int JobId) : Effect
    {
        /// <inheritdoc/>
        public override void CarryOut(IEngine engine, IFilters filters) => engine.Forget(JobId);
    }

    /// <summary>Delete the attempt folders that an earlier host was to delete and did not.</summary>
    /// <param name="JobIds">The jobs that are there, those that have ended too: what they wrote is kept as long as they are.</param>
    /// <param name="LastJobId">The last that was made.</param>
    public sealed record ForgetOthers(IReadOnlySet<int> JobIds, int LastJobId) : Effect
    {
        /// <inheritdoc/>
        public override void CarryOut(IEngine engine, IFilters filters) => engine.ForgetOthers(JobIds, LastJobId);
    }

    /// <summary>Look how busy the machine is.</summary>
    public sealed record Measure : Effect
    {
        /// <inheritdoc/>
        public override void CarryOut(IEngine engine, IFilters filters) => engine.Measure();
    }

    /// <summary>Ask the administrator's program about a job.</summary>
    public sealed record AskFilter(FilterCall Call) : Effect
    {
        /// <inheritdoc/>
        public override void CarryOut(IEngine engine, IFilters filters) => filters.Ask(Call);
    }
}
