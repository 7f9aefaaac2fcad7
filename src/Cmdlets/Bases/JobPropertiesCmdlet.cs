using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>A cmdlet that takes the properties of a job. Nothing is sent when one of them is malformed.</summary>
public abstract partial class JobPropertiesCmdlet : SchedulerCmdlet
{
    /// <summary>A name.</summary>
    [Parameter]
    public virtual string? Name { get; set; }

    /// <summary>The project the job is booked on.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string? Project { get; set; }

    /// <summary>The job template.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TemplateNameCompleter))]
    public string? TemplateName { get; set; }

    /// <summary>A number from 0 to 4000, a level, or a level with an offset.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PriorityCompleter))]
    public string? Priority { get; set; }

    /// <summary>Cores: [min-]max, or * to have a side computed from the tasks.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CountCompleter))]
    public string? NumCores { get; set; }

    /// <summary>As NumCores, in sockets.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CountCompleter))]
    public string? NumSockets { get; set; }

    /// <summary>As NumCores, in whole nodes.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(CountCompleter))]
    public string? NumNodes { get; set; }

    /// <summary>As NumCores, in graphics processors.</summary>
    [Parameter]
    public string? NumGpus { get; set; }

    /// <summary>The longest time it may run: [[days:]hours:]minutes, or Infinite.</summary>
    [Parameter]
    [RunTimeTransform]
    [ArgumentCompleter(typeof(RunTimeCompleter))]
    public string? RunTime { get; set; }

    /// <summary>Whether it keeps its resources after its tasks are done.</summary>
    [Parameter]
    public bool RunUntilCanceled { get; set; }

    /// <summary>Whether no other job runs on its nodes.</summary>
    [Parameter]
    public bool Exclusive { get; set; }

    /// <summary>Whether all its resources are on one node.</summary>
    [Parameter]
    public bool SingleNode { get; set; }

    /// <summary>The only nodes it may run on.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    public string[]? RequestedNodes { get; set; }

    /// <summary>Node groups whose nodes it may run on.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NodeGroupCompleter))]
    public string[]? NodeGroups { get; set; }

    /// <summary>How several groups are put together.</summary>
    [Parameter]
    public JobNodeGroupOp NodeGroupOp { get; set; }

    /// <summary>Which nodes come first.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(OrderByCompleter))]
    public string[]? OrderBy { get; set; }

    /// <summary>The least memory of a node, in MB.</summary>
    [Parameter]
    public int MinMemoryPerNode { get; set; }

    /// <summary>The most memory of a node, in MB.</summary>
    [Parameter]
    public int MaxMemoryPerNode { get; set; }

    /// <summary>The fewest cores of a node.</summary>
    [Parameter]
    public int MinCoresPerNode { get; set; }

    /// <summary>The most cores of a node.</summary>
    [Parameter]
    public int MaxCoresPerNode { get; set; }

    /// <summary>What a process of it is expected to need, in MB.</summary>
    [Parameter]
    public int EstimatedProcessMemory { get; set; }

    /// <summary>Whether the first task that fails fails the job at once.</summary>
    [Parameter]
    public bool FailOnTaskFailure { get; set; }

    /// <summary>Whether a task that failed or was canceled fails those that depend on it.</summary>
    [Parameter]
    public bool FailDependentTasks { get; set; }

    /// <summary>How often a task runs again by itself after an exit code that is not valid.</summary>
    [Parameter]
    public int TaskExecutionFailureRetryLimit { get; set; }

    /// <summary>Exit codes of success.</summary>
    [Parameter]
    public string? ValidExitCodes { get; set; }

    /// <summary>Environment variables of all tasks, each as name=value.</summary>
    [Parameter]
    public string[]? JobEnv { get; set; }

    /// <summary>Custom properties, each as name=value.</summary>
    [Parameter]
    public string[]? CustomProperties { get; set; }

    /// <summary>Licenses, each as feature:number.</summary>
    [Parameter]
    public string[]? License { get; set; }

    /// <summary>Jobs that must be Finished before it starts.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public int[]? ParentJobIds { get; set; }

    /// <summary>The job does not start before this local time.</summary>
    [Parameter]
    public DateTime Holduntil { get; set; }

    /// <summary>How far it is, in percent.</summary>
    [Parameter]
    public int Progress { get; set; }

    /// <summary>What there is to say of its progress.</summary>
    [Parameter]
    public string? ProgressMessage { get; set; }

    /// <summary>Whether mail is asked for when it starts.</summary>
    [Parameter]
    public bool NotifyOnStart { get; set; }

    /// <summary>Whether mail is asked for when it ends.</summary>
    [Parameter]
    [Alias("NotifyOnComplete")]
    public bool NotifyOnCompletion { get; set; }

    /// <summary>Where such mail goes.</summary>
    [Parameter]
    public string? EmailAddress { get; set; }
}
