using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Cancels or finishes tasks: asks for all of them as they come, then waits until they have ended. The job goes on.</summary>
[Cmdlet(
    VerbsLifecycle.Stop, "HpcTask", DefaultParameterSetName = IdSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class StopHpcTask : SchedulerCmdlet
{
    private const string IdSet = "id";
    private const string TaskSet = "task";

    private readonly List<(SchedulerClient Client, TaskKey Key)> _accepted = [];
    private string _message = "";

    /// <summary>The number of the job.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public int JobId { get; set; }

    /// <summary>The number of the task in the job.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(TaskIdCompleter))]
    public int TaskId { get; set; }

    /// <summary>The number of a sub-task; without it all of a sweep is stopped.</summary>
    [Parameter(ParameterSetName = IdSet)]
    public int SubTaskId { get; set; }

    /// <summary>The task or sub-task.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = TaskSet)]
    public HpcTask Task { get; set; } = new();

    /// <summary>The reason, at most 320 characters; it becomes the task's ErrorMessage.</summary>
    [Parameter]
    public string? Message { get; set; }

    /// <summary>Finished: the task ends Finished instead of Failed or Canceled.</summary>
    [Parameter]
    [ValidateSet(nameof(TaskState.Finished))]
    public string? State { get; set; }

    /// <summary>Kill at once: no grace period.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private bool Finishes => State is not null;

    /// <inheritdoc/>
    protected override void BeginProcessing() => _message = Require(() => StopMessage.Check(Message));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (client, key) = ParameterSetName == TaskSet
            ? (ClientFor(Task.Scheduler), new TaskKey(Task.JobId, Task.TaskId, Math.Max(Task.SubTaskId, 0)))
            : (ClientFor(), new TaskKey(JobId, TaskId, SubTaskId));
        var action = (Finishes ? "Finish" : "Cancel") + (Force ? " by force" : "");
        var request = new StopTask(key.JobId, key.TaskId, key.SubTaskId, _message, Force, Finishes);
        if (ShouldProcess($"task {key}", action) && TrySend(client, request, key.ToString(), out _))
            _accepted.Add((client, key));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // All of them are ending already, so following one after the other takes as long as the slowest.
        foreach (var (client, key) in _accepted)
            Each<HpcTask>(client, new WaitTask(key.JobId, key.TaskId, key.SubTaskId), key.ToString(), CheckEnd);
    }

    private void CheckEnd(HpcTask task)
    {
        var endedByItself = Finishes ? task.State is TaskState.Failed or TaskState.Canceled : task.State is TaskState.Finished;
        if (!endedByItself)
            return;
        var key = task.ToString();
        var done = Finishes ? "finished" : "canceled";
        Fail(new SchedulerException(SchedulerErrors.TaskNotCancelable, key, key, task.State, done), key);
    }
}
