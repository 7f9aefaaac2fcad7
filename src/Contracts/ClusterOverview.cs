namespace HpcScheduler;

/// <summary>
/// Nodes, cores, jobs and tasks, counted by state at one moment (cmdlets reference, section 7.1; scheduler reference, section 5.4). Sub-tasks
/// are counted, the sweeps and services that stand for them are not.
/// </summary>
public sealed record ClusterOverview : HpcObject
{
    /// <summary>The name of the head node.</summary>
    public string ClusterName { get; init; } = "";

    /// <summary>The version of the scheduler.</summary>
    public string Version { get; init; } = "";

    /// <summary>Nodes there are.</summary>
    public int TotalNodeCount { get; init; }

    /// <summary>Nodes that take tasks.</summary>
    public int ReadyNodeCount { get; init; }

    /// <summary>Nodes that are Draining.</summary>
    public int DrainingNodeCount { get; init; }

    /// <summary>Nodes that are Offline.</summary>
    public int OfflineNodeCount { get; init; }

    /// <summary>Sockets of all nodes.</summary>
    public int TotalSocketCount { get; init; }

    /// <summary>Cores that tasks may use, of all nodes.</summary>
    public int TotalCoreCount { get; init; }

    /// <summary>Cores that jobs hold.</summary>
    public int BusyCoreCount { get; init; }

    /// <summary>Cores of nodes that take tasks that no job holds.</summary>
    public int IdleCoreCount { get; init; }

    /// <summary>Cores of nodes that take no tasks that no job holds.</summary>
    public int OfflineCoreCount { get; init; }

    /// <summary>Jobs there are.</summary>
    public int TotalJobCount { get; init; }

    /// <summary>Jobs that are Configuring.</summary>
    public int ConfiguringJobCount { get; init; }

    /// <summary>Jobs that are Submitted.</summary>
    public int SubmittedJobCount { get; init; }

    /// <summary>Jobs that are being checked: Validating or ExternalValidation.</summary>
    public int ValidatingJobCount { get; init; }

    /// <summary>Jobs that are Queued.</summary>
    public int QueuedJobCount { get; init; }

    /// <summary>Jobs that are Running.</summary>
    public int RunningJobCount { get; init; }

    /// <summary>Jobs that are Finishing.</summary>
    public int FinishingJobCount { get; init; }

    /// <summary>Jobs that are Canceling.</summary>
    public int CancelingJobCount { get; init; }

    /// <summary>Jobs that are Finished.</summary>
    public int FinishedJobCount { get; init; }

    /// <summary>Jobs that are Failed.</summary>
    public int FailedJobCount { get; init; }

    /// <summary>Jobs that are Canceled.</summary>
    public int CanceledJobCount { get; init; }

    /// <summary>Tasks there are.</summary>
    public int TotalTaskCount { get; init; }

    /// <summary>Tasks that are Configuring, or on their way from there to Queued.</summary>
    public int ConfiguringTaskCount { get; init; }

    /// <summary>Tasks that are Queued.</summary>
    public int QueuedTaskCount { get; init; }

    /// <summary>Tasks that are Dispatching.</summary>
    public int DispatchingTaskCount { get; init; }

    /// <summary>Tasks that are Running or Finishing.</summary>
    public int RunningTaskCount { get; init; }

    /// <summary>Tasks that are Canceling.</summary>
    public int CancelingTaskCount { get; init; }

    /// <summary>Tasks that are Finished.</summary>
    public int FinishedTaskCount { get; init; }

    /// <summary>Tasks that are Failed.</summary>
    public int FailedTaskCount { get; init; }

    /// <summary>Tasks that are Canceled.</summary>
    public int CanceledTaskCount { get; init; }

    /// <summary>The cluster's name.</summary>
    public override string ToString() => ClusterName;
}
