namespace HpcScheduler;

/// <summary>What made the job, which decides who may cancel it.</summary>
[Flags]
public enum JobType : long
{
    /// <summary>An ordinary job.</summary>
    Batch = 1,

    /// <summary>A command job: one command on many nodes; only administrators create and cancel it.</summary>
    Admin = 2,

    /// <summary>A job of one service task.</summary>
    Service = 4,

    /// <summary>A broker's job.</summary>
    Broker = 8,
}
