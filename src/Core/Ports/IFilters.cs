namespace HpcScheduler.Core.Ports;

/// <summary>
/// What asks the administrator's programs. A call returns at once; what comes of it is told to <see cref="IFilterEvents"/>, once for each
/// call, and never later than a moment after its time is over.
/// </summary>
public interface IFilters
{
    /// <summary>Asks about a job as it is stored. Told: <see cref="IFilterEvents.Filtered"/>.</summary>
    void Ask(FilterCall call);
}

/// <summary>What filters tell. Calls come from any thread and return at once.</summary>
public interface IFilterEvents
{
    /// <summary>The program has said what it thinks, or will say nothing more.</summary>
    void Filtered(FilterCall call, FilterVerdict verdict);
}

/// <summary>One question to a program.</summary>
/// <param name="JobId">The job that it is about.</param>
/// <param name="Number">Grows from call to call, so that a word about an earlier one is known as such.</param>
/// <param name="Program">Absolute path of the program.</param>
/// <param name="Timeout">How long it may take.</param>
public sealed record FilterCall(int JobId, long Number, string Program, TimeSpan Timeout)
{
    /// <summary>What it is asked.</summary>
    public FilterKind Kind { get; init; }
}

/// <summary>What a program is asked.</summary>
public enum FilterKind
{
    /// <summary>Whether a job may be submitted. It may change the job.</summary>
    Submission,

    /// <summary>Whether a queued job may start now. It changes nothing.</summary>
    Activation,

    /// <summary>Whether a running job may have more cores now. It changes nothing.</summary>
    Growth,
}

/// <summary>What came of a question.</summary>
public sealed record FilterVerdict
{
    /// <summary>With this exit code a submission filter says that it has changed the job.</summary>
    public const int ChangedExitCode = 1;

    public required FilterOutcome Outcome { get; init; }

    /// <summary>Of the program, 128 + n if signal n ended it. Set when the outcome is Exited.</summary>
    public int ExitCode { get; init; }

    /// <summary>What the file says of the job now. Set when the program has changed it.</summary>
    public JobProperties? Properties { get; init; }

    /// <summary>What the program said as errors, or what was wrong.</summary>
    public string Message { get; init; } = "";
}

/// <summary>How a question to a program ended.</summary>
public enum FilterOutcome
{
    /// <summary>It ended by itself or by a signal and left its exit code.</summary>
    Exited,

    /// <summary>Its time was over; it was killed.</summary>
    TimedOut,

    /// <summary>It could not be started.</summary>
    NotStarted,

    /// <summary>It says that it has changed the job, and left a file that cannot be read.</summary>
    BadFile,
}
