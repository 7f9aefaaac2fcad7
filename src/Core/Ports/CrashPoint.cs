namespace HpcScheduler.Core.Ports;

/// <summary>
/// The moments between two steps at which the death of a host is tested, by name. The program says where it is; nobody listens but a test,
/// so that a point costs the look at one field.
/// </summary>
public static class CrashPoint
{
    /// <summary>The core has decided; nothing is on disk.</summary>
    public const string BeforeCommit = nameof(BeforeCommit);

    /// <summary>It is on disk; nobody has been answered.</summary>
    public const string AfterCommit = nameof(AfterCommit);

    /// <summary>Whoever asked has been answered; no effect has been carried out.</summary>
    public const string AfterReply = nameof(AfterReply);

    /// <summary>The effects are with the engine and the filters; whoever follows has not been told.</summary>
    public const string AfterEffects = nameof(AfterEffects);

    /// <summary>A runner has been started; what it is to run is not written.</summary>
    public const string RunnerStarted = nameof(RunnerStarted);

    /// <summary>What is to run is written; no runner has been told.</summary>
    public const string SpecWritten = nameof(SpecWritten);

    /// <summary>A runner has been told; whether it has made the identity file is not known.</summary>
    public const string AttemptGiven = nameof(AttemptGiven);

    /// <summary>The processes of an attempt have their stop signal: its grace period.</summary>
    public const string StopSent = nameof(StopSent);

    /// <summary>The grace period is over; nothing has been killed.</summary>
    public const string BeforeKill = nameof(BeforeKill);

    /// <summary>The end of an attempt is known to the engine; the core has not been told.</summary>
    public const string EndKnown = nameof(EndKnown);

    /// <summary>A piece of what a task writes has been read and not been sent.</summary>
    public const string OutputRead = nameof(OutputRead);

    /// <summary>A job is gone from the store; a folder of its attempts is still there.</summary>
    public const string BeforeRemoval = nameof(BeforeRemoval);

    /// <summary>The store has been copied; none of its tables has been changed.</summary>
    public const string BeforeMigration = nameof(BeforeMigration);

    /// <summary>The tables have been changed or made; this is not committed.</summary>
    public const string DuringMigration = nameof(DuringMigration);

    /// <summary>A host that stops has said so; its socket is there.</summary>
    public const string StopBegun = nameof(StopBegun);

    /// <summary>A host that stops listens no more; its loop goes on.</summary>
    public const string ListeningEnded = nameof(ListeningEnded);

    /// <summary>The loop of a host that stops has ended; callers may wait for their last answer.</summary>
    public const string LoopEnded = nameof(LoopEnded);

    /// <summary>A store that is being closed has not moved its log into the database.</summary>
    public const string StoreClosing = nameof(StoreClosing);

    private static Action<string>? _reached;

    /// <summary>Has somebody told of every point from now on, on the thread that passes it. For tests.</summary>
    public static void Watch(Action<string> reached) => _reached = reached;

    /// <summary>The program is at a point.</summary>
    public static void Pass(string name) => _reached?.Invoke(name);
}
