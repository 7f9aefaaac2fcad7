namespace HpcScheduler;

/// <summary>A piece of what a task has written.</summary>
/// <param name="Channel">Whether it is output or error output.</param>
/// <param name="Text">The piece; it may begin and end anywhere in a line. Bytes that are no UTF-8 are replacement characters.</param>
public sealed record TaskOutput(TaskOutputChannel Channel, string Text)
{
    /// <summary>Where the output goes on behind this piece; null where it cannot be read on from there.</summary>
    public TaskOutputPlace? Next { get; init; }
}
