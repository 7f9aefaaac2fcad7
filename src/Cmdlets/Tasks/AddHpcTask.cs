using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Adds a task to a job and returns the job, so that tasks can be added and the job submitted in one pipeline.</summary>
[Cmdlet(VerbsCommon.Add, "HpcTask", DefaultParameterSetName = JobSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(HpcJob))]
public sealed class AddHpcTask : SchedulerCmdlet
{
    private const string JobSet = "job";
    private const string IdSet = "id";

    private TaskProperties _properties = new();

    /// <summary>The job.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = JobSet)]
    public HpcJob Job { get; set; } = new();

    /// <summary>The number of the job.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public int JobId { get; set; }

    /// <summary>What runs, read by the POSIX shell. An asterisk is the value of a sweep.</summary>
    [Parameter]
    public string? CommandLine { get; set; }

    /// <summary>A name, which other tasks may depend on.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>How often the command line runs, and when.</summary>
    [Parameter]
    public TaskType Type { get; set; }

    /// <summary>The task is a sweep: as -Type ParametricSweep.</summary>
    [Parameter]
    public SwitchParameter Parametric { get; set; }

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
    public string? NumCores { get; set; }

    /// <summary>Names of the tasks that must have ended first.</summary>
    [Parameter]
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

    /// <summary>Whether it may run again by itself after its process was lost.</summary>
    [Parameter]
    public bool Rerunnable { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _properties = Require(ReadProperties);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (client, id) = ParameterSetName == JobSet ? (ClientFor(Job.Scheduler), Job.Id) : (ClientFor(), JobId);
        if (ShouldProcess($"job {id}", "Add task") && TrySend(client, new AddTask(id, [_properties]), id, out var reply))
            WriteObject(reply.Job);
    }

    private TaskProperties ReadProperties()
    {
        if (Parametric && IsBound(nameof(Type)) && Type != TaskType.ParametricSweep)
            throw new SchedulerException(SchedulerErrors.TaskTypeContradiction, Type, Type);
        ResourceCount? cores = NumCores is null ? null : ResourceCount.ParseForTask(NumCores, nameof(NumCores));
        return new TaskProperties
        {
            CommandLine = CommandLine,
            Name = Name,
            Type = Parametric ? TaskType.ParametricSweep : IsBound(nameof(Type)) ? Type : null,
            StartValue = IsBound(nameof(Start)) ? Start : null,
            EndValue = IsBound(nameof(End)) ? End : null,
            IncrementValue = IsBound(nameof(Increment)) ? Increment : null,
            MinCores = cores?.Minimum,
            MaxCores = cores?.Maximum,
            Depend = Depend,
            WorkDir = string.IsNullOrEmpty(WorkDir) ? null : HomePath.Expand(WorkDir, CurrentFolder),
            Stdin = Stdin,
            Stdout = Stdout,
            Stderr = Stderr,
            Env = Env,
            Rerunnable = IsBound(nameof(Rerunnable)) ? Rerunnable : null,
        };
    }
}
