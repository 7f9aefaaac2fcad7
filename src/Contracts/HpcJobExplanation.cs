namespace HpcScheduler;

/// <summary>Why a job waits, as things were when it was asked (scheduler reference, sections 6.1, 6.2 and 6.8). Times are local.</summary>
public sealed record HpcJobExplanation : HpcObject
{
    /// <summary>The job.</summary>
    public int JobId { get; init; }

    /// <summary>The folder of the scheduler that holds it.</summary>
    public string Scheduler { get; init; } = "";

    /// <summary>Its name; empty if none was given.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its state.</summary>
    public JobState State { get; init; }

    /// <summary>Why it waits, in a word.</summary>
    public PendingReason PendingReason { get; init; }

    /// <summary>Why it waits, in a sentence or two; or that it waits for nothing.</summary>
    public string Summary { get; init; } = "";

    /// <summary>What is counted.</summary>
    public JobUnitType UnitType { get; init; }

    /// <summary>The fewest units with which it starts.</summary>
    public int MinUnits { get; init; }

    /// <summary>The most units that it may hold.</summary>
    public int MaxUnits { get; init; }

    /// <summary>
    /// The jobs that stand before it in the order of the queue, those that are in its way first; of a job that waits for parents these. At
    /// most <see cref="Limits.JobsAhead"/>.
    /// </summary>
    public HpcList<HpcJobAhead> JobsAhead { get; init; } = [];

    /// <summary>How many there are.</summary>
    public int JobsAheadCount { get; init; }

    /// <summary>What it asks of nodes, in the order in which that is looked at. Empty for a job that waits for no nodes.</summary>
    public HpcList<HpcJobConstraint> Constraints { get; init; } = [];

    /// <summary>All nodes in the order of their names. Empty for a job that waits for no nodes.</summary>
    public HpcList<HpcJobNode> Nodes { get; init; } = [];

    /// <summary>
    /// When it could start if the jobs that run now use all of their run time: sooner if these end sooner, later if others get before it. Null
    /// if that is not known.
    /// </summary>
    public DateTime? EarliestStart { get; init; }

    /// <summary>Why EarliestStart is not known, in a sentence; empty if it is.</summary>
    public string EarliestStartReason { get; init; } = "";

    /// <summary>The job's number, so that it names its job in a string.</summary>
    public override string ToString() => JobId.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
