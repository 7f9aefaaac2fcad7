namespace HpcScheduler;

/// <summary>
/// The state of a node (cmdlets reference, section 8.3; the numbers are ours). A node here is Offline, Online or Draining; the other members
/// are HPC Pack's, so that filters written for it can name them.
/// </summary>
public enum ClusterNodeState : long
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Being set up.</summary>
    Provisioning = 1,

    /// <summary>Takes no work.</summary>
    Offline = 2,

    /// <summary>Being started.</summary>
    Starting = 3,

    /// <summary>Takes work.</summary>
    Online = 4,

    /// <summary>Does the work that it has and takes no more; then it is Offline.</summary>
    Draining = 5,

    /// <summary>Refused by an administrator.</summary>
    Rejected = 6,

    /// <summary>Being taken out.</summary>
    Removing = 7,

    /// <summary>Not started yet.</summary>
    NotDeployed = 8,

    /// <summary>Being stopped.</summary>
    Stopping = 9,
}
