namespace HpcScheduler.Core.Dispatch;

/// <summary>Why a node has nothing for a job now.</summary>
internal enum NodeLack
{
    /// <summary>It has something.</summary>
    None,

    /// <summary>It is not Online.</summary>
    NotOnline,

    /// <summary>The job is leaving it.</summary>
    BeingLeft,

    /// <summary>The job wants it for itself, and others hold some of it.</summary>
    Others,

    /// <summary>Another job has it for itself.</summary>
    ExclusiveJob,

    /// <summary>None of its units is free.</summary>
    Units,
}
