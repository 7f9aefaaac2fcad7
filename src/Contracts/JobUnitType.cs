namespace HpcScheduler;

/// <summary>What the minimum and maximum of a job count.</summary>
public enum JobUnitType : long
{
    /// <summary>Cores.</summary>
    Core = 0,

    /// <summary>Sockets.</summary>
    Socket = 1,

    /// <summary>Whole nodes.</summary>
    Node = 2,

    /// <summary>Graphics processors.</summary>
    Gpu = 3,
}
