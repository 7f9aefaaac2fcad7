namespace HpcScheduler.Core.Ports;

/// <summary>
/// What runs tasks. Every call returns at once and is carried out in the order given per attempt; what comes of it is told to
/// <see cref="IEngineEvents"/>. Each call is idempotent: one about an attempt that has ended or is unknown does nothing.
/// </summary>
public interface IEngine : IAsyncDisposable
{
    /// <summary>Its name: Local, Fake.</summary>
    string Name { get; }

    /// <summary>Starts an attempt. Told: <see cref="IEngineEvents.Started"/>, then <see cref="IEngineEvents.Ended"/>; or Ended alone.</summary>
    void Start(Attempt attempt);

    /// <summary>Sends the stop signal to every process of an attempt. They may go on.</summary>
    void Stop(AttemptKey key);

    /// <summary>Kills every process of an attempt, whatever group or session it has moved to. Told: Ended.</summary>
    void Kill(AttemptKey key);

    /// <summary>
    /// Takes over an attempt that an earlier host started or was about to start. Told: Started if it runs, and Ended when it has
    /// ended or is found to have (with <see cref="AttemptOutcome.NotStarted"/> if it is certain that it never ran and never will,
    /// with <see cref="AttemptOutcome.Lost"/> if its end is unknown).
    /// </summary>
    void Adopt(Attempt attempt);

    /// <summary>
    /// The core waits no longer for the end of an attempt. Its processes are survivors until the engine tells, by Ended, that they are gone; a
    /// later host is told of them by <see cref="FindSurvivors"/>.
    /// </summary>
    void GiveUp(AttemptKey key);

    /// <summary>
    /// The attempts that are over and whose processes an earlier host could not kill, with those that are still there. They are killed once
    /// more. Told of each: Ended without survivors, when they are gone. Asked once, before anything else.
    /// </summary>
    /// <param name="except">Attempts that are not over: what is left of them is told when they are adopted.</param>
    IReadOnlyDictionary<AttemptKey, IReadOnlyList<int>> FindSurvivors(IReadOnlySet<AttemptKey> except);

    /// <summary>Deletes what is kept on disk of a job's attempts.</summary>
    void Forget(int jobId);

    /// <summary>Deletes what is kept on disk of the attempts of every job up to <paramref name="lastJobId"/> but <paramref name="jobIds"/>.</summary>
    void ForgetOthers(IReadOnlySet<int> jobIds, int lastJobId);

    /// <summary>Looks how busy the machine is. Told: <see cref="IEngineEvents.Measured"/>.</summary>
    void Measure();

    /// <summary>How busy the machine is at this moment; may be asked by any thread.</summary>
    MachineLoad ReadLoad();

    /// <summary>What the processes of each job use at this moment; of a job that has none, nothing. May be asked by any thread.</summary>
    IReadOnlyDictionary<int, ProcessUse> ReadUse();
}

/// <summary>What an engine tells. Calls come from any thread and return at once.</summary>
public interface IEngineEvents
{
    /// <summary>The process of the attempt runs.</summary>
    void Started(AttemptKey key, DateTimeOffset time);

    /// <summary>
    /// The attempt is over: no process of it runs, but for those named in <see cref="AttemptEnd.Survivors"/>. If there are any, this is told
    /// once more when they are gone.
    /// </summary>
    void Ended(AttemptKey key, AttemptEnd end);

    /// <summary>How busy the machine is, after <see cref="IEngine.Measure"/>.</summary>
    void Measured(MachineLoad load);
}

/// <summary>Names one run of a task.</summary>
/// <param name="Task">The task or sub-task.</param>
/// <param name="Instance">The number of the run.</param>
public readonly record struct AttemptKey(TaskKey Task, int Instance)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Task}#{Instance}";
}

/// <summary>Everything that is needed to run a task once. Asterisks are already replaced.</summary>
public sealed record Attempt
{
    public required AttemptKey Key { get; init; }

    /// <summary>Run by the shell of tasks.</summary>
    public required string CommandLine { get; init; }

    /// <summary>The name of the owner of the job. An engine that runs tasks for several users runs it as this one.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Null: the home of the user as whom it runs.</summary>
    public string? WorkDir { get; init; }

    /// <summary>Relative to WorkDir; null: nothing to read.</summary>
    public string? Stdin { get; init; }

    /// <summary>Relative to WorkDir; null: kept in the attempt's folder.</summary>
    public string? Stdout { get; init; }

    /// <summary>Relative to WorkDir; null: kept in the attempt's folder.</summary>
    public string? Stderr { get; init; }

    /// <summary>
    /// Variables that are added to those that every task of the engine has, in order, later ones winning; an empty value unsets the variable.
    /// </summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Environment { get; init; }

    /// <summary>The name of the node on which it starts.</summary>
    public string Node { get; init; } = "";

    /// <summary>The numbers of the graphics processors that it has there.</summary>
    public IReadOnlyList<int> Gpus { get; init; } = [];

    /// <summary>
    /// The numbers of the processors of the node that all its processes are bound to; null for none in particular. An engine that cannot bind, or
    /// a system that has no such processors, leaves the attempt unbound.
    /// </summary>
    public IReadOnlyList<int>? Processors { get; init; }

    /// <summary>
    /// How large each of the files with its output may become that are kept in its folder, in bytes; null for no limit. Only an engine that runs tasks
    /// for several users goes by it, and not with root's own.
    /// </summary>
    public long? OutputLimit { get; init; }

    /// <summary>The path of the shell that runs the command line; null for the engine's own.</summary>
    public string? Shell { get; init; }

    /// <summary>The mask of the files that it makes, in octal digits; null for the engine's own.</summary>
    public string? Umask { get; init; }

    /// <summary>Its nodes for programs of MPI, a line each. The path of a file with them is in the variable CCP_MPI_HOSTFILE; null for none.</summary>
    public string? HostFile { get; init; }

    /// <summary>
    /// What all attempts on its node may use together of memory, in MB; null for no limit. An engine or system that cannot limit it does not.
    /// </summary>
    public int? Memory { get; init; }
}

/// <summary>How an attempt ended.</summary>
public sealed record AttemptEnd
{
    public required AttemptOutcome Outcome { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>Of the command line, 128 + n if signal n ended it. Set when the outcome is Exited, or Killed and known.</summary>
    public int? ExitCode { get; init; }

    /// <summary>In words, for every outcome but Exited: what was wrong, with the path or system error.</summary>
    public string Message { get; init; } = "";

    /// <summary>The last <see cref="Limits.Output"/> characters of stdout followed by stderr, of those kept in the attempt's folder.</summary>
    public string Output { get; init; } = "";

    /// <summary>
    /// With NotStarted: whether nothing is kept of the attempt, so that it has not started only if nobody was told otherwise: its folder may have been
    /// deleted.
    /// </summary>
    public bool IsForgotten { get; init; }

    /// <summary>Whether processes of it were ended by the system because there was no memory left for them.</summary>
    public bool RanOutOfMemory { get; init; }

    /// <summary>Processes that could not be killed. Their cores are not free.</summary>
    public IReadOnlyList<int> Survivors { get; init; } = [];
}

/// <summary>How an attempt ended.</summary>
public enum AttemptOutcome
{
    /// <summary>The command line ended by itself and left its exit code.</summary>
    Exited,

    /// <summary>It was killed on request.</summary>
    Killed,

    /// <summary>Its process is gone and left no exit code; what it did is unknown.</summary>
    Lost,

    /// <summary>It is certain that the command line never ran and never will.</summary>
    NotStarted,

    /// <summary>There is no room on the disk for what is kept of it, or the disk takes no writes now. It is certain that the command line never ran.</summary>
    NoRoom,

    /// <summary>The process could not be started.</summary>
    StartFailed,

    /// <summary>The work directory could not be entered.</summary>
    WorkDirFailed,

    /// <summary>The input file could not be opened.</summary>
    StdinFailed,

    /// <summary>The output file could not be opened.</summary>
    StdoutFailed,

    /// <summary>The error output file could not be opened.</summary>
    StderrFailed,

    /// <summary>It wrote more than <see cref="Attempt.OutputLimit"/>, and was killed.</summary>
    OutputTooLarge,
}
