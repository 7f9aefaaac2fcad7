using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Queues tasks again; one that runs is stopped first. A job that ended Failed or Canceled is queued again with them.</summary>
[Cmdlet(
    VerbsLifecycle.Restart, "HpcTask", DefaultParameterSetName = IdSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HpcTask))]
public sealed class RestartHpcTask : TaskSelectionCmdlet
{
    private readonly HashSet<TaskRef> _restarted = [];

    /// <summary>The number of the task in the job; with -Failed it may be left out.</summary>
    [Parameter(Position = 1, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(TaskIdCompleter))]
    public override int TaskId { get; set; }

    /// <summary>Only what is Failed; without -TaskId all of the job that is.</summary>
    [Parameter]
    public SwitchParameter Failed { get; set; }

    /// <summary>Return each task as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (ParameterSetName == TaskSet || IsBound(nameof(TaskId)) || (Failed && !IsBound(nameof(SubTaskId))))
            return;
        var (name, number) = IsBound(nameof(SubTaskId)) ? (nameof(SubTaskId), SubTaskId) : (nameof(JobId), JobId);
        ThrowTerminatingError(new SchedulerException(SchedulerErrors.TaskIdMissing, number, name, number).ToErrorRecord(number));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var task = Selected();
        var (client, key) = task;
        // The sub-tasks of a sweep that has just been queued again are on their way.
        if (key.SubTaskId != 0 && _restarted.Contains(new(client, key.Master)))
            return;
        var isWholeJob = key.TaskId == 0;
        var action = Failed ? "Queue again what failed" : "Queue again";
        if (!(isWholeJob ? MayProcess(new JobRef(client, key.JobId), action) : MayProcess(task, action)))
            return;
        var keys = !PassThru ? [] : isWholeJob ? FailedOf(client, key.JobId) : [key];
        object target = isWholeJob ? key.JobId : key.ToString();
        if (!TrySend(client, new RestartTask(key.JobId, key.TaskId, key.SubTaskId, Failed), target, out _))
            return;
        _restarted.Add(task);
        foreach (var again in keys)
            Each<HpcTask>(client, Query(again), again.ToString(), WriteObject);
    }

    private static GetTask Query(TaskKey key) => new(key.JobId, key.TaskId, key.SubTaskId == 0 ? null : key.SubTaskId, null);

    private List<TaskKey> FailedOf(SchedulerClient client, int jobId)
    {
        var keys = new List<TaskKey>();
        Each<HpcTask>(client, new GetTask(jobId, null, null, TaskState.Failed), jobId, task => keys.Add(TaskRef.Of(client, task).Key));
        return keys;
    }
}
