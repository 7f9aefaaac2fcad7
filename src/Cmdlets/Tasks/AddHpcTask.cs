using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Adds a task to a job and returns the job, so that tasks can be added and the job submitted in one pipeline.</summary>
[Cmdlet(VerbsCommon.Add, "HpcTask", DefaultParameterSetName = JobSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(HpcJob))]
public sealed class AddHpcTask : TaskPropertiesCmdlet
{
    private const string JobSet = "job";
    private const string IdSet = "id";

    private TaskProperties _properties = new();

    /// <summary>The job.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = JobSet)]
    [JobTransform]
    public HpcJob Job { get; set; } = new();

    /// <summary>The number of the job.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet)]
    [Alias("Id")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public int JobId { get; set; }

    /// <inheritdoc/>
    [Parameter(Position = 0, ParameterSetName = JobSet)]
    [Parameter(Position = 1, ParameterSetName = IdSet)]
    public override string? CommandLine { get; set; }

    /// <summary>A task file, as Export-HpcTask writes it.</summary>
    [Parameter]
    public string? TaskFile { get; set; }

    /// <summary>The task is a sweep: as -Type ParametricSweep.</summary>
    [Parameter]
    public SwitchParameter Parametric { get; set; }

    /// <inheritdoc/>
    private protected override bool? IsParametric => Parametric ? true : null;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        var file = TaskFile is null ? new() : Require(() => ReadFile(TaskFile), TaskFile);
        _properties = Require(() => ReadProperties(file));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (client, id) = ParameterSetName == JobSet ? (ClientFor(Job.Scheduler), Job.Id) : (ClientFor(), JobId);
        if (MayProcess(new JobRef(client, id), "Add task") && TrySend(client, new AddTask(id, [_properties]), id, out var reply))
            WriteObject(reply.Job);
    }

    private TaskProperties ReadFile(string file) =>
        TaskXmlReader.Read(SessionPath.Resolve(SessionState.Path, file, SchedulerErrors.FileNotReadable));
}
