using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>Waits until tasks have ended, or are in a state that is asked for, and returns each as it was then.</summary>
[Cmdlet(VerbsLifecycle.Wait, "HpcTask", DefaultParameterSetName = IdSet)]
[OutputType(typeof(HpcTask))]
public sealed class WaitHpcTask : TaskSelectionCmdlet
{
    private const TaskState Ended = TaskState.Finished | TaskState.Failed | TaskState.Canceled;

    private readonly List<TaskRef> _tasks = [];

    /// <inheritdoc/>
    [Parameter(Position = 1, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(TaskIdCompleter))]
    public override int TaskId { get; set; }

    /// <inheritdoc/>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = TaskSet)]
    [TaskTransform(OnlyLooks = true)]
    public override HpcTask Task { get; set; } = new();

    /// <summary>One or several states; without it every end.</summary>
    [Parameter]
    public TaskState State { get; set; }

    /// <summary>Return as soon as one of the tasks is there.</summary>
    [Parameter]
    public SwitchParameter Any { get; set; }

    /// <summary>The longest wait: seconds or a TimeSpan. Without it the wait has no end.</summary>
    [Parameter]
    [DurationTransform]
    public TimeSpan Timeout { get; set; }

    /// <summary>Return also the tasks that did not get there, each beside its error.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private TaskState Wanted => Given(State) ?? Ended;

    /// <inheritdoc/>
    protected override void BeginProcessing() => RefuseLoneSubTask();

    /// <inheritdoc/>
    protected override void ProcessRecord() => _tasks.AddRange(SelectedOrAll());

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var wait = new TaskWait(_tasks, Any, Given(State), StopToken);
        var remaining = Follow(wait, new TaskProgress(MyInvocation.MyCommand.Name, wait.Count), Any, Given(Timeout), Take);
        foreach (var task in remaining.Items)
        {
            if (remaining.TimeIsOver)
                Miss(task, SchedulerErrors.TaskWaitTimeout, task, task.State, Timeout.TotalSeconds);
            else
                Miss(task);
        }
    }

    private Outcome Take(TaskRef reference, HpcTask task)
    {
        if ((task.State & Wanted) != 0)
        {
            WriteObject(task);
            return Outcome.Reached;
        }

        if (!task.HasEnded())
            return Outcome.Pending;
        Miss(task);
        return Outcome.Missed;
    }

    private void Miss(HpcTask task) => Miss(task, SchedulerErrors.WaitStateMissed, $"Task {task}", task.State, Wanted);

    private void Miss(HpcTask task, SchedulerError error, params object[] values)
    {
        if (PassThru)
            WriteObject(task);
        Fail(new SchedulerException(error, task.ToString(), values), task.ToString());
    }
}
