namespace HpcScheduler;

/// <summary>An error of the table: what core, host and client throw, and what the cmdlets turn into an error record.</summary>
public sealed class SchedulerException : Exception
{
    /// <summary>An error about <paramref name="target"/>.</summary>
    /// <param name="error">The row of the table.</param>
    /// <param name="target">What the user named: an id, a path, a value.</param>
    /// <param name="values">The values for the text.</param>
    public SchedulerException(SchedulerError error, object? target, params object?[] values)
        : this(error, target, error.Format(values), null)
    {
    }

    /// <summary>An error whose sentence is already made, as the client reads it from a reply.</summary>
    public SchedulerException(SchedulerError error, object? target, string message, Exception? inner)
        : base(message, inner)
    {
        Error = error;
        Target = target;
        HResult = error.ErrorCode != 0 ? error.ErrorCode : HResult;
    }

    /// <summary>The row of the table.</summary>
    public SchedulerError Error { get; }

    /// <summary>What the user named.</summary>
    public object? Target { get; }
}
