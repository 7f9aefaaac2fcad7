using HpcScheduler.Core.Records;
using static HpcScheduler.Conformance.StoreRecords;

namespace HpcScheduler.Conformance;

public abstract partial class StoreSuite
{
    [Fact]
    public void A_commit_that_fails_leaves_nothing_and_the_next_one_works()
    {
        Commit([Queued(1)], [Task(1, 1)]);

        var exception = Assert.Throws<SchedulerException>(() => Store.Commit(new()
        {
            Jobs = [Queued(1) with { Owner = "changed" }, Queued(2)],
            Tasks = [Task(1, 1) with { Instance = 9 }, Task(99, 1)],
            DeletedJobs = [1],
            LastJobId = 2,
            History = [Happened(1, JobHistoryEvent.Finished, Start)],
            Nodes = [new("n", 1, null)],
            Members = [new("m", UserRoles.User)],
        }));

        Assert.Same(SchedulerErrors.StoreFailed, exception.Error);
        Commit([Queued(3)], []);
        var content = Reopen().Load();
        Assert.Equal([1, 3], content.Jobs.Select(job => job.Job.Id));
        Assert.Equal("ann", content.Jobs[0].Job.Owner);
        Assert.Equal(0, Assert.Single(content.Jobs[0].Tasks).Instance);
        Assert.Equal(0, content.LastJobId);
        Assert.Empty(content.Nodes);
        Assert.Empty(content.Members);
        Assert.Empty(History());
    }

    public static TheoryData<string, JobRecord> ImpossibleJobs => new()
    {
        { "ended without an end time", Queued(1) with { State = JobState.Failed } },
        { "an end time before its end", Queued(1) with { EndTime = Start } },
        { "two states", Queued(1) with { State = JobState.Queued | JobState.Running } },
        { "no state", Queued(1) with { State = 0 } },
        { "two states before", Queued(1) with { PreviousState = JobState.All } },
        { "an end state that is no end", Queued(1) with { EndState = JobState.Running } },
        { "a negative count", Queued(1) with { Counts = TaskCounts.None.Add(TaskState.Running, -1) } },
        { "negative cores", Queued(1) with { AllocatedCores = -1 } },
        { "a scope that is none", Queued(1) with { RequeueScope = (RequeueScope)3 } },
        { "a negative count of requeues", Queued(1) with { AutoRequeueCount = -1 } },
        { "a unit without a core", Queued(1) with { CoresPerUnit = 0 } },
        { "stopping without a deadline", Queued(1) with { StopPhase = StopPhase.Kill } },
        { "a name that is too long", Queued(1) with { Properties = new() { Name = new('x', Limits.Name + 1) } } },
        { "number 0", Queued(0) },
    };

    [Theory]
    [MemberData(nameof(ImpossibleJobs))]
    public void A_job_that_cannot_be_is_refused(string why, JobRecord job)
    {
        var exception = Assert.Throws<SchedulerException>(() => Commit([job], []));

        Assert.True(exception.Error == SchedulerErrors.StoreFailed, why);
        Assert.Empty(Reopen().Load().Jobs);
    }

    public static TheoryData<string, TaskRecord> ImpossibleTasks => new()
    {
        { "no state", Task(1, 1, state: TaskState.NA) },
        { "two states", Task(1, 1, state: TaskState.Queued | TaskState.Running) },
        { "stopping without a deadline", Task(1, 1) with { StopPhase = StopPhase.Grace } },
        { "output that is too long", Task(1, 1) with { Output = new('x', Limits.Output + 1) } },
        { "a message that is too long", Task(1, 1) with { CancelMessage = Message + "!" } },
        { "a negative count of failures", Task(1, 1) with { ExecutionFailureRetryCount = -1 } },
        { "a negative instance", Task(1, 1) with { Instance = -1 } },
        { "task 0", Task(1, 0) },
        { "a negative sub-task", Task(1, 1, -1) },
    };

    [Theory]
    [MemberData(nameof(ImpossibleTasks))]
    public void A_task_that_cannot_be_is_refused(string why, TaskRecord task)
    {
        Commit([Queued(1)], [Task(1, 1)]);

        var exception = Assert.Throws<SchedulerException>(() => Commit([Queued(2)], [task]));

        Assert.True(exception.Error == SchedulerErrors.StoreFailed, why);
        Assert.Equal([1], Reopen().Load().Jobs.Select(job => job.Job.Id));
    }

    public static TheoryData<string, JobHistoryRecord> ImpossibleHistory => new()
    {
        { "nothing happened", Happened(1, JobHistoryEvent.None, Start) },
        { "a run before the first", Happened(1, JobHistoryEvent.Started, Start) with { RequeueId = -1 } },
        { "a negative count", Happened(1, JobHistoryEvent.Started, Start) with { FailedTasksCount = -1 } },
        { "a job that is not there", Happened(99, JobHistoryEvent.Started, Start) },
    };

    [Theory]
    [MemberData(nameof(ImpossibleHistory))]
    public void History_that_cannot_be_is_refused(string why, JobHistoryRecord history)
    {
        Commit([Queued(1)], []);

        var exception = Assert.Throws<SchedulerException>(() => Store.Commit(new() { Jobs = [Queued(2)], History = [history] }));

        Assert.True(exception.Error == SchedulerErrors.StoreFailed, why);
        Assert.Equal([1], Reopen().Load().Jobs.Select(job => job.Job.Id));
    }

    public static TheoryData<string, NodeRecord> ImpossibleNodes => new()
    {
        { "no name", new("", 1, null) },
        { "negative cores", new("n", -1, null) },
        { "negative subscribed cores", new("n", 1, -1) },
        { "no socket", new("n", 1, null) { Sockets = 0 } },
        { "negative memory", new("n", 1, null) { Memory = -1 } },
        { "no subscribed socket", new("n", 1, null) { SubscribedSockets = 0 } },
        { "two states", new("n", 1, null) { State = NodeState.Online | NodeState.Draining } },
        { "an unknown role", new("n", 1, null) { Role = (NodeRole)8 } },
    };

    public static TheoryData<string, NodeHistoryRecord> ImpossibleNodeHistory => new()
    {
        { "no node", FullNodeHistory() with { NodeName = "" } },
        { "no event", FullNodeHistory() with { Event = 0 } },
    };

    [Theory]
    [MemberData(nameof(ImpossibleNodeHistory))]
    public void What_cannot_have_happened_to_a_node_is_refused(string why, NodeHistoryRecord history)
    {
        var exception = Assert.Throws<SchedulerException>(() => Store.Commit(new() { NodeHistory = [FullNodeHistory(), history] }));

        Assert.True(exception.Error == SchedulerErrors.StoreFailed, why);
        Assert.Empty(NodeHistory(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, null));
    }

    public static TheoryData<string, NodeGroupRecord> ImpossibleNodeGroups => new()
    {
        { "no name", new(3, "") },
        { "number 0", new(0, "n") },
        { "the name of another", new(4, "GROUP") },
    };

    [Theory]
    [MemberData(nameof(ImpossibleNodeGroups))]
    public void A_node_group_that_cannot_be_is_refused(string why, NodeGroupRecord group)
    {
        Store.Commit(new() { NodeGroups = [new(3, "group")] });

        var exception = Assert.Throws<SchedulerException>(() => Store.Commit(new() { NodeGroups = [group], LastJobId = 5 }));

        Assert.True(exception.Error == SchedulerErrors.StoreFailed, why);
        Assert.Equal(0, Reopen().Load().LastJobId);
        Assert.Equal(["group"], Store.Load().NodeGroups.Select(other => other.Name));
    }

    [Theory]
    [MemberData(nameof(ImpossibleNodes))]
    public void A_node_that_cannot_be_is_refused(string why, NodeRecord node)
    {
        var exception = Assert.Throws<SchedulerException>(() => Store.Commit(new() { Nodes = [node], LastJobId = 5 }));

        Assert.True(exception.Error == SchedulerErrors.StoreFailed, why);
        Assert.Equal(0, Reopen().Load().LastJobId);
        Assert.Empty(Store.Load().Nodes);
    }

    public static TheoryData<string, MemberRecord> ImpossibleMembers => new()
    {
        { "no name", new("", UserRoles.User) },
        { "no role", new("m", UserRoles.AccessDenied) },
        { "a role that is none", new("m", (UserRoles)16) },
    };

    [Theory]
    [MemberData(nameof(ImpossibleMembers))]
    public void A_member_that_cannot_be_is_refused(string why, MemberRecord member)
    {
        var exception = Assert.Throws<SchedulerException>(() => Store.Commit(new() { Members = [member] }));

        Assert.True(exception.Error == SchedulerErrors.StoreFailed, why);
        Assert.Empty(Reopen().Load().Members);
    }
}
