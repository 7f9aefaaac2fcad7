using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Cancels or finishes tasks: asks for all of them as they come, then waits until they have ended. The job goes on.</summary>
[Cmdlet(
    VerbsLifecycle.Stop, "HpcTask", DefaultParameterSetName = IdSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HpcTask))]
public sealed class StopHpcTask : TaskSelectionCmdlet
{
    private readonly List<TaskRef> _accepted = [];
    private string _message = "";

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

    /// <summary>Return each task as it is at the end.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private bool Finishes => State is not null;

    /// <inheritdoc/>
    protected override void BeginProcessing() => _message = Require(() => StopMessage.Check(Message));

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var reference = Selected();
        var (client, key) = reference;
        var action = (Finishes ? "Finish" : "Cancel") + (Force ? " by force" : "");
        var request = new StopTask(key.JobId, key.TaskId, key.SubTaskId, _message, Force, Finishes);
        if (MayProcess(reference, action) && TrySend(client, request, key.ToString(), out _))
            _accepted.Add(reference);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var wait = new TaskWait(_accepted, any: false, null, StopToken);
        Follow(wait, new TaskProgress(MyInvocation.MyCommand.Name, wait.Count), any: false, null, Take);
    }

    private Outcome Take(TaskRef reference, HpcTask task)
    {
        if (!task.HasEnded())
            return Outcome.Pending;
        if (PassThru)
            WriteObject(task);
        var endedByItself = Finishes ? task.State is TaskState.Failed or TaskState.Canceled : task.State is TaskState.Finished;
        if (endedByItself)
        {
            var key = reference.Key.ToString();
            Fail(new SchedulerException(SchedulerErrors.TaskNotCancelable, key, key, task.State, Finishes ? "finished" : "canceled"), key);
        }

        return Outcome.Reached;
    }
}
