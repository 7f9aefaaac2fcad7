namespace HpcScheduler;

/// <summary>Where a task has written something to.</summary>
public enum TaskOutputChannel : long
{
    /// <summary>Standard output.</summary>
    Output,

    /// <summary>Standard error.</summary>
    Error,
}
