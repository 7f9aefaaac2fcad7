using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>A cmdlet for a task or sub-task that is given by its numbers, or for those that come as objects through the pipeline.</summary>
public abstract class TaskSelectionCmdlet : FollowingCmdlet
{
    /// <summary>The set with -JobId.</summary>
    protected const string IdSet = "id";

    /// <summary>The set with -Task.</summary>
    protected const string TaskSet = "task";

    /// <summary>The number of the job.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public int JobId { get; set; }

    /// <summary>The number of the task in the job.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(TaskIdCompleter))]
    public virtual int TaskId { get; set; }

    /// <summary>The number of a sub-task.</summary>
    [Parameter(ParameterSetName = IdSet)]
    public int SubTaskId { get; set; }

    /// <summary>The task or sub-task.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = TaskSet)]
    public HpcTask Task { get; set; } = new();

    /// <summary>The task of this step of the pipeline.</summary>
    private protected TaskRef Selected() => ParameterSetName == TaskSet
        ? TaskRef.Of(ClientFor(Task.Scheduler), Task)
        : new TaskRef(ClientFor(), new TaskKey(JobId, TaskId, SubTaskId));
}
