namespace HpcScheduler;

/// <summary>What kind of task it is: how often its command line runs, and when.</summary>
public enum TaskType : long
{
    /// <summary>One command line, run once.</summary>
    Basic = 0,

    /// <summary>One command line, run once per value of its range.</summary>
    ParametricSweep = 1,

    /// <summary>Runs on each node before the job's first task there.</summary>
    NodePrep = 2,

    /// <summary>Runs on each node as it leaves the job.</summary>
    NodeRelease = 3,

    /// <summary>A long-running service with as many instances as there are resources.</summary>
    Service = 4,
}
