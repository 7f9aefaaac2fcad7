using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core;

/// <summary>A job in memory, with its tasks and what the dispatcher needs to know of them.</summary>
internal sealed class JobEntry
{
    public JobEntry(JobRecord record)
    {
        Record = record;
        Dependencies = new JobDependencies(this);
    }

    /// <summary>The job itself.</summary>
    public JobRecord Record { get; set; }

    /// <summary>Its tasks by number.</summary>
    public SortedDictionary<int, TaskEntry> Tasks { get; } = [];

    /// <summary>The numbers of its tasks that have something to run and whose dependencies are done.</summary>
    public SortedSet<int> Ready { get; } = [];

    /// <summary>Which of its tasks wait for which.</summary>
    public JobDependencies Dependencies { get; }

    /// <summary>Cores that its tasks use.</summary>
    public int UsedCores { get; set; }

    /// <summary>What its tasks use of each node; none for a node without an active task.</summary>
    public Dictionary<string, NodeUse> Uses { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Those of them that require nodes.</summary>
    public SortedSet<int> Requiring { get; } = [];

    /// <summary>How many of its cores on each node it is to give up in this round for a job of higher priority; none for no node.</summary>
    public Dictionary<string, int>? Yield { get; set; }

    /// <summary>The most cores that it may keep until its share is balanced anew; null before it was.</summary>
    public int? Ceiling { get; set; }

    /// <summary>The nodes that it may run on, as last worked out, and for which properties.</summary>
    public (NodeCandidates? Known, JobProperties? For) Candidates { get; set; }

    /// <summary>The nodes that it might run on when it was last looked at whether it holds others.</summary>
    public NodeCandidates? Checked { get; set; }

    /// <summary>Whether it may take more cores in this round.</summary>
    public bool MayGrow { get; set; } = true;

    /// <summary>The number of the call by which a filter was asked about it.</summary>
    public long FilterCall { get; set; }

    /// <summary>When a filter that was asked about it must have answered; null if none was, and perhaps if it has.</summary>
    public DateTimeOffset? AnswerDue { get; set; }

    /// <summary>What the activation filter has said about the cores that it wants.</summary>
    public Activation Activation { get; set; }

    /// <summary>When the activation filter is asked again at the latest, if the job stays where it is after a refusal.</summary>
    public DateTimeOffset? AskAgainTime { get; set; }

    /// <summary>Its tasks by state.</summary>
    public TaskCounts Counts { get; set; } = TaskCounts.None;

    /// <summary>Its tasks by state without those that prepare or release its node: these do not keep it from ending.</summary>
    public TaskCounts WorkCounts
    {
        get
        {
            var counts = NodePrep is null ? Counts : Counts.Add(NodePrep.SubTaskCounts, -1);
            return NodeRelease is null ? counts : counts.Add(NodeRelease.SubTaskCounts, -1);
        }
    }

    /// <summary>Its node preparation task, if it has one.</summary>
    public TaskEntry? NodePrep { get; private set; }

    /// <summary>Its node release task, if it has one.</summary>
    public TaskEntry? NodeRelease { get; private set; }

    /// <summary>Its service task, if it has one.</summary>
    public TaskEntry? Service { get; private set; }

    /// <summary>Takes a task in.</summary>
    public void Add(TaskEntry task)
    {
        Tasks.Add(task.Record.Key.TaskId, task);
        Dependencies.Add(task);
        switch (task.Record.Type)
        {
            case TaskType.NodePrep:
                NodePrep = task;
                break;
            case TaskType.NodeRelease:
                NodeRelease = task;
                break;
            case TaskType.Service:
                Service = task;
                break;
        }
    }

    /// <summary>Takes a task out.</summary>
    public void Remove(TaskEntry task)
    {
        Tasks.Remove(task.Record.Key.TaskId);
        Dependencies.Remove(task);
        NodePrep = NodePrep == task ? null : NodePrep;
        NodeRelease = NodeRelease == task ? null : NodeRelease;
        Service = Service == task ? null : Service;
    }

    /// <summary>Gives a task of it another record, of the same shape.</summary>
    public void Replace(TaskEntry task, TaskRecord record)
    {
        Dependencies.Replace(task, record);
        task.Record = record;
    }

    /// <summary>A task of it.</summary>
    /// <exception cref="SchedulerException">HpcTaskNotFound.</exception>
    public TaskEntry Task(int taskId)
    {
        var key = new TaskKey(Record.Id, taskId);
        return Tasks.GetValueOrDefault(taskId) ?? throw new SchedulerException(SchedulerErrors.TaskNotFound, key.ToString(), key);
    }

    /// <summary>Whether a node is ready for its tasks: there is nothing to prepare, or that has been done.</summary>
    public bool IsPrepared(string node) =>
        UseOf(node) is not { Preparations: > 0 } && (!Prepares || Record.PreparedNodes.Contains(node));

    /// <summary>Whether it prepares its nodes: it has a task for that, which nobody has stopped.</summary>
    public bool Prepares => NodePrep is { Record: { CancelRequest: CancelRequest.None, State: not TaskState.Canceled } };

    /// <summary>Whether a task of it that has not ended requires a node.</summary>
    public bool Requires(string node) => Tasks.Values.Any(task =>
        !task.Record.State.IsEnded() && task.Record.Properties.RequiredNodes?.Contains(node, StringComparer.OrdinalIgnoreCase) == true);

    /// <summary>What its tasks use of a node; null if none is active there.</summary>
    public NodeUse? UseOf(string node) => Uses.GetValueOrDefault(node);

    /// <summary>Whether a service of it may start more instances, so that it does not end by itself.</summary>
    public bool HasOpenService => Service is { } service && !service.Record.State.IsEnded();

    /// <summary>Whether it starts nothing more now: it was put on hold while it runs.</summary>
    public bool IsDraining(DateTimeOffset now) => Record.IsLeaving || (Record.State == JobState.Running && Record.HoldUntil > now);

    /// <summary>The tasks and sub-tasks that are active, node release included.</summary>
    public SortedDictionary<TaskKey, TaskRecord> Active { get; } = [];
}
