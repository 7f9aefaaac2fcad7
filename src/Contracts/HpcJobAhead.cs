namespace HpcScheduler;

/// <summary>A job that stands before another one in the queue, or that this waits for as its parent.</summary>
public sealed record HpcJobAhead : HpcObject
{
    /// <summary>Its number.</summary>
    public int JobId { get; init; }

    /// <summary>Its name; empty if none was given.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its state.</summary>
    public JobState State { get; init; }

    /// <summary>Its priority as a number, 0 to 4000.</summary>
    public int ExpandedPriority { get; init; }

    /// <summary>Whether the other job cannot start before it.</summary>
    public bool IsInTheWay { get; init; }

    /// <summary>What it waits for and what that means for the other job, in a sentence.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The job's number, so that a job in a string names itself.</summary>
    public override string ToString() => JobId.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
