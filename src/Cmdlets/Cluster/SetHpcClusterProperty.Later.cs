using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <content>Properties that came after HPC Pack's page, and those of this product. No abbreviation that the page allows is taken by them.</content>
public sealed partial class SetHpcClusterProperty
{
    /// <summary>The program of broker tasks.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public string BrokerTaskProgram { get; set; } = "";

    /// <summary>Whether jobs may ask for more than any nodes have.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public bool DisableResourceValidation { get; set; }

    /// <summary>Whether mail is written in ASCII.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public bool EmailUseAsciiEncoding { get; set; }

    /// <summary>Which events are logged: Critical, Error, Warning, Information or Verbose and what is worse.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public string EventLogLevel { get; set; } = "";

    /// <summary>Whether only nodes are started for jobs that get all that they ask for.</summary>
    [Parameter(ParameterSetName = GrowthSet)]
    public bool GrowOnlyFullySatisfied { get; set; }

    /// <summary>Minutes after which a start of nodes counts as failed.</summary>
    [Parameter(ParameterSetName = GrowthSet)]
    public int GrowTimeout { get; set; }

    /// <summary>How many idle nodes are kept.</summary>
    [Parameter(ParameterSetName = GrowthSet)]
    public int IdleNodePool { get; set; }

    /// <summary>The only day on which ended jobs are deleted; empty for every day.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    [EmptyIsNone]
    public DayOfWeek? JobCleanUpDayOfWeek { get; set; }

    /// <summary>Seconds that the costs of jobs are kept; -1 for ever.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int JobCostCacheRefreshInterval { get; set; }

    /// <summary>The run time of jobs that say none, as [[days:]hours:]minutes or Infinite.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public string JobRuntime { get; set; } = "";

    /// <summary>Minutes that a stopped node is left alone.</summary>
    [Parameter(ParameterSetName = GrowthSet)]
    public int NodeCoolDownTime { get; set; }

    /// <summary>Seconds that a statement of the clean-up may take at first.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int SchedulerDeleteOldJobsDefaultCommandTimeout { get; set; }

    /// <summary>The most jobs that are deleted at once.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int SchedulerDeleteOldJobsMaxBatch { get; set; }

    /// <summary>Seconds that a statement of the clean-up may take at most.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int SchedulerDeleteOldJobsMaxTimeout { get; set; }

    /// <summary>Milliseconds before the clean-up is tried again.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int SchedulerDeleteOldJobsRetryInterval { get; set; }

    /// <summary>Seconds that a clean-up may take.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int SchedulerDeleteOldJobsTotalTimeout { get; set; }

    /// <summary>Switches of the dispatcher, with commas between.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public string SchedulerEnvFeatureFlags { get; set; } = "";

    /// <summary>The program of service tasks.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public string ServiceTaskProgram { get; set; } = "";

    /// <summary>The folder for output.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public string SpoolDir { get; set; } = "";

    /// <summary>The most output that is kept of a user's task on the machine's scheduler, in MB; 0 for no limit.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int TaskOutputLimit { get; set; }

    /// <summary>How many jobs may be there of a user who is no administrator.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int UserJobLimit { get; set; }

    /// <summary>How large what such a user says of jobs and tasks may be together, in MB.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int UserJobSizeLimit { get; set; }

    /// <summary>How many requests of such a user may be under way.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int UserRequestLimit { get; set; }

    /// <summary>How large the bodies of these requests may be together, in MB.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int UserRequestSizeLimit { get; set; }

    /// <summary>How many tasks the jobs of such a user may have together.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int UserTaskLimit { get; set; }
}
