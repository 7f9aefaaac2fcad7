namespace HpcScheduler;

/// <summary>Whether a node gets work (scheduler reference, section 7.1).</summary>
public enum NodeState : long
{
    /// <summary>It has no work and gets none.</summary>
    Offline = 1,

    /// <summary>It gets nothing new; when what runs there has ended, it is Offline.</summary>
    Draining = 2,

    /// <summary>It may get work.</summary>
    Online = 4,
}
