using System.Collections.Frozen;
using System.Text.RegularExpressions;
using HpcScheduler.Core.Metrics;
using static HpcScheduler.ClusterPropertySet;
using static HpcScheduler.Core.Records.ClusterProperty;

namespace HpcScheduler.Core.Records;

/// <summary>
/// Every cluster property with its default and what it may be (scheduler reference, section 4; cmdlets reference, section 7.3). Where the
/// reference gives no default there is none. The few whose default it leaves open and that the scheduler needs have one here: page 015 of
/// the decisions.
/// </summary>
public static partial class ClusterPropertyTable
{
    // A hundred years: far more days than that cannot be added to a date.
    private const int MaximumDays = 36_500;

    // In megabytes. One request may carry 100,000 tasks.
    private const int MaximumRequestSize = 256;

    // Whoever submits a job, or waits behind it, waits as long.
    private const int MaximumFilterTimeout = 120;

    private static readonly ClusterProperty[] Life =
    [
        Number("TtlCompletedJobs", 5, maximum: MaximumDays),
        Number("JobCleanUpHour", 2, maximum: 23),
        Word<DayOfWeek>("JobCleanUpDayOfWeek", null),
        Number("JobRetryCount", 3),
        Number("TaskRetryCount", 3),
        Number("TaskCancelGracePeriod", 15),
        Number("NodeReleaseTaskTimeout", 15),
        Number("ExcludedNodesLimit", 10),
        Number("DefaultHoldDuration", 900, minimum: 1),
        Truth("AllowNewUserConnections", true),
        Truth("RestoreMode", false) with { Set = RestoreMode },
        Truth("DisableResourceValidation", false),
        Number("TaskOutputLimit", 1024),
        Program("TaskShell"),
        Text("TaskUmask", "three octal digits, as 027", Umask().IsMatch),
        .. WithoutEffect(
            Number("SchedulerDeleteOldJobsTotalTimeout", 14_400),
            Number("SchedulerDeleteOldJobsDefaultCommandTimeout", 60),
            Number("SchedulerDeleteOldJobsRetryInterval", 15_000),
            Number("SchedulerDeleteOldJobsMaxBatch", 2048),
            Number("SchedulerDeleteOldJobsMaxTimeout", 480),
            Text("JobRuntime", "a run time as [[days:]hours:]minutes, or Infinite", RunTime().IsMatch),
            Truth("DisableCredentialReuse", false),
            Word<HpcSoftCardPolicy>("HpcSoftCard", HpcSoftCardPolicy.Disabled),
            Text("HpcSoftCardTemplate"),
            Number("SoftCardExpirationWarning")),
    ];

    // Page 033 of the decisions.
    private static readonly ClusterProperty[] Users =
    [
        Number("UserJobLimit", 20_000, minimum: 1),
        Number("UserTaskLimit", 500_000, minimum: 1),
        Number("UserJobSizeLimit", 256, minimum: 1),
        Number("UserRequestLimit", 64, minimum: 1, maximum: 100_000),
        Number("UserRequestSizeLimit", 64, minimum: 1, maximum: MaximumRequestSize),
    ];

    private static readonly ClusterProperty[] Nodes =
    [
        .. WithoutEffect(
            Number("HeartbeatInterval", 30, minimum: 1),
            Number("InactivityCount", 3, minimum: 1),
            Number("InactivityCountAzure", 10, minimum: 1)),
    ];

    private static readonly ClusterProperty[] Policy =
    [
        Word<PreemptionMode>("PreemptionType", PreemptionMode.Graceful),
        Truth("TaskImmediatePreemptionEnabled", true),
        Truth("AutomaticGrowthEnabled", true),
        Truth("AutomaticShrinkEnabled", true),
        Word<AffinityMode>("AffinityType", AffinityMode.NonExclusiveJobs),
        Word<SchedulingMode>("SchedulingMode", SchedulingMode.Queued),
        Choice("PreemptionBalancedMode", nameof(PreemptionMode.Immediate), nameof(PreemptionMode.Graceful), nameof(PreemptionMode.Immediate)),
        Truth("GrowByPreemptionEnabled", false),
        Number("BackfillLookAhead", 1000, minimum: int.MinValue),
        Word("PriorityBias", PriorityBias.MediumBias, ("LowBias", PriorityBias.NoBias)),
        Number("ReBalancingInterval", 10, minimum: 1),
        Truth("EnablePools", false),
        .. WithoutEffect(
            Number("BackfillLoadPeriod"),
            Words("SchedulerEnvFeatureFlags", "JOB_PACKING_ON_NODE", "TASK_SPREADING_ON_NODE", "TASK_ON_SINGLE_NODE", "MIN_MAX_ON_NODE"),
            Number("JobCostCacheRefreshInterval", 60, minimum: -1)),
    ];

    private static readonly ClusterProperty[] Filters =
    [
        Program("SubmissionFilterProgram"),
        Number("SubmissionFilterTimeout", 15, minimum: 1, MaximumFilterTimeout),
        Program("ActivationFilterProgram"),
        Number("ActivationFilterTimeout", 15, minimum: 1, MaximumFilterTimeout),
    ];

    private static readonly ClusterProperty[] Mail = WithoutEffect(
        Truth("EmailNotificationEnabled", false),
        Text("EmailSmtpServer"),
        Text("EmailFromAddress"),
        Truth("EmailUseSsl", false),
        Truth("EmailUseAsciiEncoding", false),
        Text("EmailCredential") with { Set = EmailCredential });

    private static readonly ClusterProperty[] Metrics =
    [
        Truth("CollectCounters", true),
        Words("RemovedMetrics", [.. MetricTable.All.Select(metric => metric.Name)]),
        Number("MinuteCounterRetention", 3, maximum: MaximumDays),
        Number("HourCounterRetention", 30, maximum: MaximumDays),
        Number("DayCounterRetention", 180, maximum: MaximumDays),
    ];

    private static readonly ClusterProperty[] Reporting = WithoutEffect(
        Number("AllocationHistoryTtl", maximum: MaximumDays),
        Truth("DataExtensibilityEnabled", false),
        Number("DataExtensibilityTtl", maximum: MaximumDays),
        Number("OperationArchive", maximum: MaximumDays),
        Number("OperationRetention", maximum: MaximumDays),
        Number("ConcurrencyTestRunNumber"),
        Number("RunCleanUpHour", maximum: 23),
        Number("TtlCompletedRuns", maximum: MaximumDays),
        Choice("EventLogLevel", "Warning", "Critical", "Error", "Warning", "Information", "Verbose"),
        Text("SpoolDir"),
        Text("BrokerTaskProgram"),
        Text("ServiceTaskProgram"));

    private static readonly ClusterProperty[] Deployment = WithoutEffect(
        Text("InstallCredential") with { Set = InstallCredential },
        Text("NodeNamingSeries", "a name of at most 17 characters with digits between two %", NamingSeries().IsMatch) with { Set = NodeNamingSeries },
        Number("NodeNamingSequenceCount") with { Set = NodeNamingSequenceCount },
        Word<WdsMode>("WDSMode", null) with { Set = WDSMode });

    private static readonly ClusterProperty[] Azure = WithoutEffect(
        Truth("NettcpOver443", false),
        Truth("GetAzureBatchTaskOutput", false),
        Text("AzureLogsToBlob"),
        Number("AzureLogsToBlobThrottling"),
        Number("AzureLogsToBlobInterval"),
        Number("AzureCollectionInterval", maximum: 30),
        Truth("AzureMetricsCollectionEnabled", false),
        Truth("AzureIaaSMetricsCollectionEnabled", false),
        Number("AzureMetricsJobStatisticsDelayMinutes"));

    private static readonly ClusterProperty[] Growth =
    [
        .. WithoutEffect(
            Truth("EnableGrowShrink", false),
            Text("ExcludeNodeGroups"),
            Number("TasksPerResourceUnit"),
            Number("GrowThreshold"),
            Number("GrowInterval"),
            Truth("GrowByMin", false),
            Truth("GrowOnlyFullySatisfied", false),
            Number("ExtraNodesGrowRatio"),
            Number("ShrinkInterval"),
            Number("ShrinkIdleTimes"),
            Number("GrowTimeout", 60),
            Number("NodeCoolDownTime", 10),
            Number("IdleNodePool", 0),
            Number("SoaJobGrowThreshold"),
            Number("SoaRequestsPerCore"))
            .Select(property => property with { Set = AutoGrowShrink }),
    ];

    /// <summary>All, in the order of their names.</summary>
    public static readonly IReadOnlyList<ClusterProperty> All =
    [
        .. new[] { Life, Users, Nodes, Policy, Filters, Metrics, Mail, Reporting, Deployment, Azure, Growth }
            .SelectMany(properties => properties)
            .OrderBy(property => property.Name, StringComparer.OrdinalIgnoreCase),
    ];

    private static readonly FrozenDictionary<string, ClusterProperty> ByName =
        All.ToFrozenDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The property of a name, in letters of either case.</summary>
    /// <exception cref="SchedulerException">HpcClusterPropertyNotFound.</exception>
    public static ClusterProperty Find(string name) =>
        ByName.GetValueOrDefault(name) ?? throw new SchedulerException(SchedulerErrors.ClusterPropertyNotFound, name, name);

    private static ClusterProperty[] WithoutEffect(params ClusterProperty[] properties) =>
        [.. properties.Select(property => property with { HasEffect = false })];

    [GeneratedRegex("^(?=.{1,17}$)[A-Za-z0-9-]*%[0-9]+%[A-Za-z0-9-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex NamingSeries();

    [GeneratedRegex("^[0-7]{3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Umask();

    [GeneratedRegex("^([0-9]+(:[0-9]+){0,2}|Infinite)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex RunTime();
}
