namespace HpcScheduler;

/// <summary>A line that a command has written on one of its nodes.</summary>
public sealed record HpcCommandOutput : HpcObject
{
    /// <summary>The command job.</summary>
    public int JobId { get; init; }

    /// <summary>The node.</summary>
    public string NodeName { get; init; } = "";

    /// <summary>Whether it is output or error output.</summary>
    public TaskOutputChannel Channel { get; init; }

    /// <summary>The line without its end. Bytes that are no UTF-8 are replacement characters.</summary>
    public string Line { get; init; } = "";

    /// <summary>The line.</summary>
    public override string ToString() => Line;
}
