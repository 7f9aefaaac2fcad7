using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>A cmdlet for a task or sub-task that is given by its numbers, or for those that come as objects through the pipeline.</summary>
public abstract class TaskSelectionCmdlet : FollowingCmdlet
{
    /// <summary>The set with -JobId.</summary>
    protected const string IdSet = "id";

    /// <summary>The set with -Task.</summary>
    protected const string TaskSet = "task";

    /// <summary>The number of the job.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public int JobId { get; set; }

    /// <summary>The number of the task in the job.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(TaskIdCompleter))]
    public virtual int TaskId { get; set; }

    /// <summary>The number of a sub-task.</summary>
    [Parameter(Position = 2, ParameterSetName = IdSet)]
    public int SubTaskId { get; set; }

    /// <summary>The task or sub-task.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = TaskSet)]
    [TaskTransform]
    public virtual HpcTask Task { get; set; } = new();

    /// <summary>The task of this step of the pipeline.</summary>
    private protected TaskRef Selected() => ParameterSetName == TaskSet
        ? TaskRef.Of(ClientFor(Task.Scheduler), Task)
        : new TaskRef(ClientFor(), new TaskKey(JobId, TaskId, SubTaskId));

    /// <summary>The task of this step of the pipeline; where no task was named, all tasks and sub-tasks that the job has now.</summary>
    private protected IReadOnlyList<TaskRef> SelectedOrAll()
    {
        var selected = Selected();
        var (client, key) = selected;
        if (key.TaskId != 0 || IsBound(nameof(TaskId)))
            return [selected];
        var all = new List<TaskRef>();
        Each<HpcTask>(client, new GetTask(key.JobId, null, null, null), key.JobId, task => all.Add(TaskRef.Of(client, task)));
        return all;
    }

    /// <summary>Ends the command where a sub-task was named without its task.</summary>
    private protected void RefuseLoneSubTask()
    {
        if (!IsBound(nameof(SubTaskId)) || IsBound(nameof(TaskId)))
            return;
        var error = new SchedulerException(SchedulerErrors.TaskIdMissing, SubTaskId, nameof(SubTaskId), SubTaskId);
        ThrowTerminatingError(error.ToErrorRecord(SubTaskId));
    }
}
