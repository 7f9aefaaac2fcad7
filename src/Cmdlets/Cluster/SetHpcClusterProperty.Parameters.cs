using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <content>What the scheduler goes by.</content>
public sealed partial class SetHpcClusterProperty
{
    private const string ParameterSet = "parameter";

    /// <summary>Absolute path of the program that is asked before a job gets cores; empty for none.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public string ActivationFilterProgram { get; set; } = "";

    /// <summary>Seconds that this program may take, 1 to 120.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int ActivationFilterTimeout { get; set; }

    /// <summary>Which jobs have their tasks bound to the cores that were given to them.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public AffinityMode AffinityType { get; set; }

    /// <summary>False: only administrators may use the scheduler.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public bool AllowNewUserConnections { get; set; }

    /// <summary>Whether running jobs get free cores that their waiting tasks can use.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public bool AutomaticGrowthEnabled { get; set; }

    /// <summary>Whether running jobs give back cores that no task of them needs.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public bool AutomaticShrinkEnabled { get; set; }

    /// <summary>Where the logs of nodes of a cloud go.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public string AzureLogsToBlob { get; set; } = "";

    /// <summary>Seconds between two uploads of these logs.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    [EmptyIsNone]
    public int? AzureLogsToBlobInterval { get; set; }

    /// <summary>How much of these logs is uploaded at once.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    [EmptyIsNone]
    public int? AzureLogsToBlobThrottling { get; set; }

    /// <summary>Seconds that the scheduler may look for jobs to start before their turn.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    [EmptyIsNone]
    public int? BackfillLoadPeriod { get; set; }

    /// <summary>How many jobs of the queue may start before their turn; 0 for none, below 0 for any.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int BackfillLookAhead { get; set; }

    /// <summary>How many diagnostic tests run at once; 0 for any number.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public string ConcurrencyTestRunNumber { get; set; } = "";

    /// <summary>Seconds after which a job that the activation filter did not let start is asked about again at the latest.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int DefaultHoldDuration { get; set; }

    /// <summary>Whether credentials are not kept.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    [Alias("Dis", "Disa", "Disab", "Disabl", "Disable")]
    public bool DisableCredentialReuse { get; set; }

    /// <summary>The address that mail comes from.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public string EmailFromAddress { get; set; } = "";

    /// <summary>Whether mail is sent.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public bool EmailNotificationEnabled { get; set; }

    /// <summary>The server that sends mail.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public string EmailSmtpServer { get; set; } = "";

    /// <summary>Whether mail is sent encrypted.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    [Alias("EmailU", "EmailUs", "EmailUse")]
    public bool EmailUseSsl { get; set; }

    /// <summary>Whether pools share the cores.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public bool EnablePools { get; set; }

    /// <summary>The most nodes that a job may exclude.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int ExcludedNodesLimit { get; set; }

    /// <summary>Whether the output of tasks in a cloud is fetched.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public bool GetAzureBatchTaskOutput { get; set; }

    /// <summary>Whether running jobs may take cores of others of lower priority beyond their minimum.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public bool GrowByPreemptionEnabled { get; set; }

    /// <summary>Seconds between two signs of life of a node.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int HeartbeatInterval { get; set; }

    /// <summary>Whether users may log on with a certificate.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public HpcSoftCardPolicy HpcSoftCard { get; set; }

    /// <summary>The template of these certificates.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public string HpcSoftCardTemplate { get; set; } = "";

    /// <summary>Signs of life that may be missing before a node counts as unreachable.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int InactivityCount { get; set; }

    /// <summary>The same for nodes of a cloud.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int InactivityCountAzure { get; set; }

    /// <summary>The hour, local time, at which ended jobs are deleted.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    [Alias("JobC", "JobCl", "JobCle", "JobClea", "JobClean", "JobCleanU", "JobCleanUp")]
    public int JobCleanUpHour { get; set; }

    /// <summary>How often a job is queued again by itself after what it ran on failed.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    [Alias("JobR")]
    public int JobRetryCount { get; set; }

    /// <summary>Whether port 443 is used.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public bool NettcpOver443 { get; set; }

    /// <summary>Seconds that a node release task may run; 0 switches them off.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int NodeReleaseTaskTimeout { get; set; }

    /// <summary>Graceful or Immediate: how running jobs give way in Balanced mode.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    [ArgumentCompleter(typeof(PreemptionBalancedModeCompleter))]
    public string PreemptionBalancedMode { get; set; } = "";

    /// <summary>How running jobs give way to one of higher priority.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public PreemptionMode PreemptionType { get; set; }

    /// <summary>How much more a job of higher priority gets in Balanced mode.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    [PriorityBiasTransform]
    public PriorityBias PriorityBias { get; set; }

    /// <summary>Seconds between two distributions of the cores in Balanced mode.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int ReBalancingInterval { get; set; }

    /// <summary>The hour at which diagnostic tests are deleted.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public string RunCleanUpHour { get; set; } = "";

    /// <summary>How cores are shared among jobs.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public SchedulingMode SchedulingMode { get; set; }

    /// <summary>Days before its end that a certificate is warned of.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    [EmptyIsNone]
    public int? SoftCardExpirationWarning { get; set; }

    /// <summary>Absolute path of the program that is asked about each job that is submitted; empty for none.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public string SubmissionFilterProgram { get; set; } = "";

    /// <summary>Seconds that this program may take, 1 to 120.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int SubmissionFilterTimeout { get; set; }

    /// <summary>Seconds that a task has to end by itself after its stop signal; 0 kills at once.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int TaskCancelGracePeriod { get; set; }

    /// <summary>With -PreemptionType Immediate: whether only as many tasks are stopped as are needed.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public bool TaskImmediatePreemptionEnabled { get; set; }

    /// <summary>How often a task runs again by itself after its process was lost.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int TaskRetryCount { get; set; }

    /// <summary>Days that an ended job is kept at least.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int TtlCompletedJobs { get; set; }

    /// <summary>Days that diagnostic tests are kept.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public string TtlCompletedRuns { get; set; } = "";

    /// <summary>Properties that have no parameter of their own, as name=value.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    [ArgumentCompleter(typeof(ClusterPropertyCompleter))]
    public string[] Property { get; set; } = [];
}
