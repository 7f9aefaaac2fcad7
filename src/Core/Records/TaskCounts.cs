namespace HpcScheduler.Core.Records;

/// <summary>How many tasks of a job are in which state. Immutable.</summary>
public sealed record TaskCounts
{
    /// <summary>No tasks.</summary>
    public static readonly TaskCounts None = new();

    public int Configuring { get; init; }

    public int Queued { get; init; }

    public int Dispatching { get; init; }

    public int Running { get; init; }

    public int Canceling { get; init; }

    public int Finished { get; init; }

    public int Failed { get; init; }

    public int Canceled { get; init; }

    public int Total => Configuring + Queued + Dispatching + Running + Canceling + Finished + Failed + Canceled;

    /// <summary>Tasks with a process, or about to have one.</summary>
    public int Active => Dispatching + Running + Canceling;

    /// <summary>These counts with <paramref name="count"/> more tasks (or fewer, if negative) in a state.</summary>
    public TaskCounts Add(TaskState state, int count) => count == 0 ? this : state switch
    {
        TaskState.Configuring or TaskState.Submitted or TaskState.Validating => this with { Configuring = Configuring + count },
        TaskState.Queued => this with { Queued = Queued + count },
        TaskState.Dispatching => this with { Dispatching = Dispatching + count },
        TaskState.Running or TaskState.Finishing => this with { Running = Running + count },
        TaskState.Canceling => this with { Canceling = Canceling + count },
        TaskState.Finished => this with { Finished = Finished + count },
        TaskState.Failed => this with { Failed = Failed + count },
        TaskState.Canceled => this with { Canceled = Canceled + count },
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No task is in this state."),
    };

    /// <summary>These counts and <paramref name="factor"/> times the others.</summary>
    public TaskCounts Add(TaskCounts other, int factor) => ReferenceEquals(other, None) ? this : new()
    {
        Configuring = Configuring + (factor * other.Configuring),
        Queued = Queued + (factor * other.Queued),
        Dispatching = Dispatching + (factor * other.Dispatching),
        Running = Running + (factor * other.Running),
        Canceling = Canceling + (factor * other.Canceling),
        Finished = Finished + (factor * other.Finished),
        Failed = Failed + (factor * other.Failed),
        Canceled = Canceled + (factor * other.Canceled),
    };
}
