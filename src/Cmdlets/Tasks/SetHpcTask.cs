using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Changes the properties of a task that are given and leaves the others as they are. The task must be Configuring.</summary>
[Cmdlet(VerbsCommon.Set, "HpcTask", DefaultParameterSetName = TaskSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(HpcTask))]
public sealed class SetHpcTask : TaskPropertiesCmdlet
{
    private const string TaskSet = "task";
    private const string IdSet = "id";

    private TaskProperties _properties = new();

    /// <summary>The task.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = TaskSet)]
    [TaskTransform]
    public HpcTask Task { get; set; } = new();

    /// <summary>The number of the job.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public int JobId { get; set; }

    /// <summary>The number of the task in the job.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(TaskIdCompleter))]
    public int TaskId { get; set; }

    /// <summary>Whether the task is a sweep: as -Type ParametricSweep or -Type Basic.</summary>
    [Parameter]
    public bool Parametric { get; set; }

    /// <inheritdoc/>
    private protected override bool? IsParametric => Given(Parametric);

    /// <inheritdoc/>
    protected override void BeginProcessing() => _properties = Require(() => ReadProperties(new()));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (client, key) = ParameterSetName == TaskSet
            ? TaskRef.Of(ClientFor(Task.Scheduler), Task)
            : new TaskRef(ClientFor(), new TaskKey(JobId, TaskId));
        if (MayProcess(new TaskRef(client, key), "Change") && TrySend(client, new SetTask(key.JobId, key.TaskId, _properties), key.ToString(), out var task))
            WriteObject(task);
    }
}
