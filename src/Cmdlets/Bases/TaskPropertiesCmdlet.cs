using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>A cmdlet that takes the properties of a task. Nothing is sent when one of them is malformed.</summary>
public abstract partial class TaskPropertiesCmdlet : SchedulerCmdlet
{
    /// <summary>What runs, read by the shell of tasks. An asterisk is the value of a sweep.</summary>
    [Parameter]
    public virtual string? CommandLine { get; set; }

    /// <summary>A name, which other tasks may depend on.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>How often the command line runs, and when.</summary>
    [Parameter]
    public TaskType Type { get; set; }

    /// <summary>First value of a sweep.</summary>
    [Parameter]
    public int Start { get; set; }

    /// <summary>Last value of a sweep.</summary>
    [Parameter]
    public int End { get; set; }

    /// <summary>Distance of the values of a sweep.</summary>
    [Parameter]
    public int Increment { get; set; }

    /// <summary>Cores: [min-]max.</summary>
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

    /// <summary>Nodes that it runs on, all of them.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    public string[]? RequiredNodes { get; set; }

    /// <summary>Whether no other task runs on its nodes.</summary>
    [Parameter]
    public bool Exclusive { get; set; }

    /// <summary>Whether it may run again after its process was lost, or when a user asks for it.</summary>
    [Parameter]
    public bool Rerunnable { get; set; }

    /// <summary>The longest time it may run: [[days:]hours:]minutes, or Infinite.</summary>
    [Parameter]
    [RunTimeTransform]
    [ArgumentCompleter(typeof(RunTimeCompleter))]
    public string? RunTime { get; set; }

    /// <summary>Whether its failure fails the job at once.</summary>
    [Parameter]
    public bool FailJobOnFailure { get; set; }

    /// <summary>How many failed sub-tasks that takes.</summary>
    [Parameter]
    public int FailJobOnFailureCount { get; set; }

    /// <summary>Exit codes of success.</summary>
    [Parameter]
    public string? ValidExitCodes { get; set; }

    /// <summary>Names of the tasks that must have ended first.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(TaskNameCompleter))]
    public string[]? Depend { get; set; }

    /// <summary>The folder it runs in; relative to the current one.</summary>
    [Parameter]
    public string? WorkDir { get; set; }

    /// <summary>The file it reads; relative to WorkDir.</summary>
    [Parameter]
    public string? Stdin { get; set; }

    /// <summary>The file its output goes to; relative to WorkDir.</summary>
    [Parameter]
    public string? Stdout { get; set; }

    /// <summary>The file its error output goes to; relative to WorkDir.</summary>
    [Parameter]
    public string? Stderr { get; set; }

    /// <summary>Environment variables, each as name=value.</summary>
    [Parameter]
    public string[]? Env { get; set; }

    /// <summary>Custom properties, each as name=value.</summary>
    [Parameter]
    public string[]? CustomProperties { get; set; }

    /// <summary>What -Parametric says; null if nothing.</summary>
    private protected abstract bool? IsParametric { get; }
}
