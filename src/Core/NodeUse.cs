namespace HpcScheduler.Core;

/// <summary>What the tasks of a job use of a node.</summary>
internal sealed class NodeUse
{
    /// <summary>Cores.</summary>
    public int Cores { get; set; }

    /// <summary>Tasks that are active there, those not counted that prepare or release the node.</summary>
    public int Tasks { get; set; }

    /// <summary>Those of them that have the node for themselves within their job.</summary>
    public int ExclusiveTasks { get; set; }

    /// <summary>How many tasks prepare it: one at most.</summary>
    public int Preparations { get; set; }

    /// <summary>How many tasks release it: one at most.</summary>
    public int Releases { get; set; }

    /// <summary>Whether nothing of the job is active there.</summary>
    public bool IsIdle => Tasks + Preparations + Releases == 0;
}
