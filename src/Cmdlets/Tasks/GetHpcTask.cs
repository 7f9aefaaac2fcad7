using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// Lists the tasks of a job: all tasks and those sub-tasks that have left Queued. With -TaskId that task; with -SubTaskId that sub-task.
/// </summary>
[Cmdlet(VerbsCommon.Get, "HpcTask", DefaultParameterSetName = IdSet)]
[OutputType(typeof(HpcTask))]
public sealed class GetHpcTask : SchedulerCmdlet
{
    private const string IdSet = "id";
    private const string JobSet = "job";

    private bool _isSubTaskGiven;

    /// <summary>The number of the job.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public int JobId { get; set; }

    /// <summary>The job.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = JobSet)]
    [JobTransform(OnlyLooks = true, LeavesTask = true)]
    public HpcJob Job { get; set; } = new();

    /// <summary>The number of a task in the job.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TaskIdCompleter))]
    public int TaskId { get; set; }

    /// <summary>The number of a sub-task; needs -TaskId.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    public int SubTaskId { get; set; }

    /// <summary>Tasks in one of these states.</summary>
    [Parameter]
    public TaskState[] State { get; set; } = [];

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _isSubTaskGiven = IsBound(nameof(SubTaskId));
        if (_isSubTaskGiven && !IsBound(nameof(TaskId)))
        {
            var error = new SchedulerException(SchedulerErrors.TaskIdMissing, SubTaskId, nameof(SubTaskId), SubTaskId);
            ThrowTerminatingError(error.ToErrorRecord(SubTaskId));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (client, id) = ParameterSetName == JobSet ? (ClientFor(Job.Scheduler), Job.Id) : (ClientFor(), JobId);
        var query = new GetTask(
            id,
            Given(TaskId),
            // A task that comes through the pipeline and is no sub-task has 0.
            _isSubTaskGiven || SubTaskId != 0 ? Given(SubTaskId) : null,
            IsBound(nameof(State)) ? State.Aggregate(TaskState.NA, (all, state) => all | state) : null);
        Each<HpcTask>(client, query, IsBound(nameof(TaskId)) ? null : id, WriteObject);
    }
}
