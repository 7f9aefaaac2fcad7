using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <content>Parameters that stand alone, or in small sets.</content>
public sealed partial class SetHpcClusterProperty
{
    private const string GrowthSet = "autogrowshrink";
    private const string RetentionSet = "PerfCounterRetention";

    /// <summary>Days that reports look back.</summary>
    [Parameter(ParameterSetName = "allocationHistoryTtl")]
    [EmptyIsNone]
    public int? AllocationHistoryTtl { get; set; }

    /// <summary>Metrics that are not measured, as Remove-HpcMetric leaves them out; empty for none.</summary>
    [Parameter(ParameterSetName = "removedMetrics")]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(MetricNameCompleter))]
    public string[] RemovedMetrics { get; set; } = [];

    /// <summary>Seconds between two measurements of nodes of a cloud, 0 to 30.</summary>
    [Parameter(ParameterSetName = "azureCollectionInterval")]
    [EmptyIsNone]
    public int? AzureCollectionInterval { get; set; }

    /// <summary>Whether virtual machines of a cloud are measured.</summary>
    [Parameter(ParameterSetName = "azureIaaSMetricsCollectionEnabled")]
    public bool AzureIaaSMetricsCollectionEnabled { get; set; }

    /// <summary>Whether nodes of a cloud are measured.</summary>
    [Parameter(ParameterSetName = "azureMetricsCollectionEnabled")]
    public bool AzureMetricsCollectionEnabled { get; set; }

    /// <summary>Minutes after which jobs in a cloud are counted.</summary>
    [Parameter(ParameterSetName = "azureMetricsJobStatisticsDelayMinutes")]
    [EmptyIsNone]
    public int? AzureMetricsJobStatisticsDelayMinutes { get; set; }

    /// <summary>How a storage account of a cloud is reached.</summary>
    [Parameter(ParameterSetName = "azureStorageConnectionString")]
    public string AzureStorageConnectionString { get; set; } = "";

    /// <summary>Whether nodes are measured.</summary>
    [Parameter(ParameterSetName = "collectCounters")]
    public bool CollectCounters { get; set; }

    /// <summary>Whether data for reports of others is kept.</summary>
    [Parameter(ParameterSetName = "dataExtensibilityEnabled")]
    public bool DataExtensibilityEnabled { get; set; }

    /// <summary>Days that this data is kept.</summary>
    [Parameter(ParameterSetName = "dataExtensibilityTtl")]
    [EmptyIsNone]
    public int? DataExtensibilityTtl { get; set; }

    /// <summary>Days that daily measurements are kept.</summary>
    [Parameter(ParameterSetName = RetentionSet)]
    public int DayCounterRetention { get; set; }

    /// <summary>The user who sends mail.</summary>
    [Parameter(ParameterSetName = "emailCredential")]
    [UserName]
    public PSCredential? EmailCredential { get; set; }

    /// <summary>Whether nodes of a cloud are started and stopped as needed.</summary>
    [Parameter(ParameterSetName = GrowthSet)]
    public bool EnableGrowShrink { get; set; }

    /// <summary>Node groups whose nodes are left alone.</summary>
    [Parameter(ParameterSetName = GrowthSet)]
    public string[] ExcludeNodeGroups { get; set; } = [];

    /// <summary>How many more nodes than needed are started, in percent.</summary>
    [Parameter(ParameterSetName = GrowthSet)]
    [EmptyIsNone]
    public int? ExtraNodesGrowRatio { get; set; }

    /// <summary>Whether only the minima of jobs count.</summary>
    [Parameter(ParameterSetName = GrowthSet)]
    public bool GrowByMin { get; set; }

    /// <summary>Minutes between two looks at what is needed.</summary>
    [Parameter(ParameterSetName = GrowthSet)]
    [EmptyIsNone]
    public int? GrowInterval { get; set; }

    /// <summary>How much has to wait before nodes are started.</summary>
    [Parameter(ParameterSetName = GrowthSet)]
    [Alias("GrowT")]
    [EmptyIsNone]
    public int? GrowThreshold { get; set; }

    /// <summary>Days that hourly measurements are kept.</summary>
    [Parameter(ParameterSetName = RetentionSet)]
    public int HourCounterRetention { get; set; }

    /// <summary>The user who installs nodes.</summary>
    [Parameter(ParameterSetName = "installCredential")]
    [UserName]
    public PSCredential? InstallCredential { get; set; }

    /// <summary>Days that measurements of minutes are kept.</summary>
    [Parameter(ParameterSetName = RetentionSet)]
    public int MinuteCounterRetention { get; set; }

    /// <summary>The number of the next new node.</summary>
    [Parameter(ParameterSetName = "nodeNameSequence")]
    [EmptyIsNone]
    public int? NodeNamingSequenceCount { get; set; }

    /// <summary>How new nodes are named: at most 17 characters, with digits between two %.</summary>
    [Parameter(ParameterSetName = "nodeNameSeries")]
    public string NodeNamingSeries { get; set; } = "";

    /// <summary>Days after which operations are archived.</summary>
    [Parameter(ParameterSetName = "operationArchive")]
    [EmptyIsNone]
    public int? OperationArchive { get; set; }

    /// <summary>Days that operations are kept.</summary>
    [Parameter(ParameterSetName = "operationRetention")]
    [EmptyIsNone]
    public int? OperationRetention { get; set; }

    /// <summary>Nothing may be submitted; -RestoreMode:$false ends it.</summary>
    [Parameter(ParameterSetName = "restoreMode")]
    public SwitchParameter RestoreMode { get; set; }

    /// <summary>How often a node must be found idle before it is stopped.</summary>
    [Parameter(ParameterSetName = GrowthSet)]
    [EmptyIsNone]
    public int? ShrinkIdleTimes { get; set; }

    /// <summary>Minutes between two looks at what is idle.</summary>
    [Parameter(ParameterSetName = GrowthSet)]
    [EmptyIsNone]
    public int? ShrinkInterval { get; set; }

    /// <summary>How many service jobs have to wait before nodes are started.</summary>
    [Parameter(ParameterSetName = GrowthSet)]
    [EmptyIsNone]
    public int? SoaJobGrowThreshold { get; set; }

    /// <summary>How many requests one core is started for.</summary>
    [Parameter(ParameterSetName = GrowthSet)]
    [EmptyIsNone]
    public int? SoaRequestsPerCore { get; set; }

    /// <summary>How many tasks one core is started for.</summary>
    [Parameter(ParameterSetName = GrowthSet)]
    [Alias("Tasks")]
    [EmptyIsNone]
    public int? TasksPerResourceUnit { get; set; }

    /// <summary>How machines without an operating system are answered.</summary>
    [Parameter(ParameterSetName = "wdsMode")]
    [EmptyIsNone]
    public WdsMode? WDSMode { get; set; }
}
