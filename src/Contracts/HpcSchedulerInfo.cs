namespace HpcScheduler;

/// <summary>A running scheduler host as <c>Get-HpcScheduler</c> shows it.</summary>
public sealed partial record HpcSchedulerInfo : HpcObject
{
    /// <summary>The folder that holds its database, attempts and log.</summary>
    public string Path { get; init; } = "";

    /// <summary>The socket it listens on.</summary>
    public string Socket { get; init; } = "";

    /// <summary>Its process; 0 when no host runs for the folder.</summary>
    public int ProcessId { get; init; }

    /// <summary>Running, or Stopped when no host runs for the folder.</summary>
    public string State { get; init; } = "Running";

    /// <summary>The version of the host.</summary>
    public string Version { get; init; } = "";

    /// <summary>What runs the tasks: Local.</summary>
    public string Engine { get; init; } = "";

    /// <summary>When the host started.</summary>
    public DateTime? StartTime { get; init; }

    /// <summary>The node's name.</summary>
    public string NodeName { get; init; } = "";

    /// <summary>Cores that tasks may use at once.</summary>
    public int Cores { get; init; }

    /// <summary>Cores that jobs hold now.</summary>
    public int CoresInUse { get; init; }

    /// <summary>Jobs that are stored, in any state.</summary>
    public int JobCount { get; init; }

    /// <summary>Jobs that are Queued.</summary>
    public int QueuedJobCount { get; init; }

    /// <summary>Jobs that are Running, Finishing or Canceling.</summary>
    public int RunningJobCount { get; init; }

    /// <summary>Tasks whose process runs.</summary>
    public int RunningTaskCount { get; init; }

    /// <summary>The scheduler's folder, so that a scheduler in a string names itself.</summary>
    public override string ToString() => Path;
}
