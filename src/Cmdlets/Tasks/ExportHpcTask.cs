using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Writes a task into a task file, as Add-HpcTask -TaskFile reads it. Of a sub-task it is the task that it belongs to.</summary>
[Cmdlet(VerbsData.Export, "HpcTask", DefaultParameterSetName = TaskSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class ExportHpcTask : ExportCmdlet
{
    private const string TaskSet = "task";
    private const string IdSet = "id";

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

    /// <inheritdoc/>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = TaskSet)]
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = IdSet)]
    public override string Path { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (client, key) = ParameterSetName == TaskSet
            ? TaskRef.Of(ClientFor(Task.Scheduler), Task)
            : new TaskRef(ClientFor(), new TaskKey(JobId, TaskId));
        Export($"task {key.Master}", () => Read(new(client, key.Master)), TaskXmlWriter.Write);
    }

    private HpcTask? Read(TaskRef reference)
    {
        var (client, key) = reference;
        HpcTask? task = null;
        Each<HpcTask>(client, new GetTask(key.JobId, key.TaskId, null, null), key.ToString(), found => task = found);
        return task;
    }
}
