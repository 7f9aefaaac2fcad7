namespace HpcScheduler;

/// <summary>What a metric is measured of (cmdlets reference, section 7.4; the numbers are ours).</summary>
public enum MetricTarget : long
{
    /// <summary>The scheduler as a whole.</summary>
    Cluster = 0,

    /// <summary>The node that is the scheduler's own machine.</summary>
    HeadNode = 1,

    /// <summary>Nodes that run tasks.</summary>
    ComputeNode = 2,

    /// <summary>Nodes that pass on the calls of sessions.</summary>
    BrokerNode = 3,

    /// <summary>Somebody's own computers that run tasks as well.</summary>
    WorkStationNode = 4,

    /// <summary>Nodes in the cloud; there are none here.</summary>
    AzureNode = 5,

    /// <summary>Pools in the cloud; there are none here.</summary>
    AzureBatchPool = 6,
}
