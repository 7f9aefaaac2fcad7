using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Storage;
using static HpcScheduler.Conformance.StoreRecords;

namespace HpcScheduler.Conformance;

/// <summary>What every store promises, run against each of them.</summary>
public abstract partial class StoreSuite : IDisposable
{
    private IStore? _store;

    protected IStore Store => _store ??= Open();

    [Fact]
    public void A_new_store_is_empty()
    {
        var content = Store.Load();

        Assert.Empty(content.Jobs);
        Assert.Empty(content.Nodes);
        Assert.Empty(content.Members);
        Assert.Empty(content.JobTemplates);
        Assert.Empty(content.Pools);
        Assert.Equal(0, content.LastJobId);
        Assert.Equal(ClusterProperties.Default, content.ClusterProperties);
        Assert.Null(Store.FirstEnd());
        Assert.Null(Store.LoadJob(1));
    }

    [Fact]
    public void The_full_samples_set_every_member()
    {
        // EndTime of a job goes with its state and is covered by the ended jobs.
        RecordAssert.AllSet(FullJob(1), nameof(JobRecord.EndTime));
        RecordAssert.AllSet(FullJob(1).Properties);
        RecordAssert.AllSet(FullJob(1).Counts);
        RecordAssert.AllSet(FullTask(new(1, 1)));
        RecordAssert.AllSet(FullTask(new(1, 1)).Properties);
        RecordAssert.AllSet(FullNode());
        RecordAssert.AllSet(FullNodeHistory() with { NodeHistoryId = 1 });
        RecordAssert.AllSet(FullTemplate("nightly"));
        RecordAssert.AllSet(FullTemplate("nightly").Items[0]);

        // Its number is given by the store.
        RecordAssert.AllSet(FullHistory(1), nameof(JobHistoryRecord.JobHistoryId));
    }

    [Fact]
    public void Every_member_of_a_record_comes_back_as_it_was()
    {
        var job = FullJob(7);
        var task = FullTask(new(7, 3));
        var subTask = FullTask(new(7, 3, 5)) with { Properties = task.Properties, UnexpandedState = TaskState.Configuring, Output = "" };
        Commit([job], [task, subTask]);

        var loaded = Assert.Single(Reopen().Load().Jobs);

        RecordAssert.Same(job, loaded.Job);
        RecordAssert.Same(task, loaded.Tasks[0]);
        RecordAssert.Same(subTask, loaded.Tasks[1]);
        Assert.Equal(Message, loaded.Job.ErrorMessage);
    }

    [Fact]
    public void Members_that_were_not_said_stay_so()
    {
        Commit([Queued(1)], [Task(1, 1)]);

        var loaded = Assert.Single(Reopen().Load().Jobs);

        RecordAssert.Same(Queued(1), loaded.Job);
        RecordAssert.Same(Task(1, 1), Assert.Single(loaded.Tasks));
        Assert.Equal("", loaded.Job.ErrorMessage);
        Assert.Null(loaded.Job.EndTime);
    }

    [Fact]
    public void Records_written_one_after_another_do_not_mix()
    {
        Commit([Queued(1), FullJob(2), Queued(3), FullJob(4)], [Task(1, 1), FullTask(new(1, 2)), Task(1, 3), FullTask(new(1, 4))]);

        var jobs = Reopen().Load().Jobs;

        RecordAssert.Same(Queued(1), jobs[0].Job);
        RecordAssert.Same(FullJob(2), jobs[1].Job);
        RecordAssert.Same(Queued(3), jobs[2].Job);
        RecordAssert.Same(FullJob(4), jobs[3].Job);
        RecordAssert.Same(Task(1, 1), jobs[0].Tasks[0]);
        RecordAssert.Same(FullTask(new(1, 2)), jobs[0].Tasks[1]);
        RecordAssert.Same(Task(1, 3), jobs[0].Tasks[2]);
        RecordAssert.Same(FullTask(new(1, 4)), jobs[0].Tasks[3]);
    }

    [Fact]
    public void An_empty_list_is_not_the_same_as_none()
    {
        Commit([Queued(1) with { Properties = new() { JobEnv = [], Name = "" } }], []);

        var properties = Assert.Single(Reopen().Load().Jobs).Job.Properties;

        Assert.Empty(Assert.IsAssignableFrom<IReadOnlyList<string>>(properties.JobEnv));
        Assert.Equal("", properties.Name);
        Assert.Null(properties.Project);
    }

    [Fact]
    public void Times_come_back_to_the_millisecond_and_in_UTC()
    {
        var time = new DateTimeOffset(1969, 12, 31, 23, 59, 59, 999, TimeSpan.Zero);
        Commit([Ended(1, time)], []);

        var end = Reopen().LoadJob(1)!.Job.EndTime;

        Assert.Equal(time, end);
        Assert.Equal(TimeSpan.Zero, end!.Value.Offset);
    }

    [Fact]
    public void Ended_jobs_are_not_loaded_at_start_but_by_number()
    {
        Commit(
            [Queued(1), Ended(2, Start), Ended(3, Start, JobState.Failed), Ended(4, Start, JobState.Canceled), Queued(5)],
            [Task(1, 1), Task(2, 1), Task(2, 2)]);

        Assert.Equal([1, 5], Reopen().Load().Jobs.Select(content => content.Job.Id));
        Assert.Equal(2, Store.LoadJob(2)!.Tasks.Count);
        RecordAssert.Same(Ended(4, Start, JobState.Canceled), Store.LoadJob(4)!.Job);
        Assert.Null(Store.LoadJob(6));
    }

    [Fact]
    public void Tasks_come_in_the_order_of_their_keys()
    {
        TaskKey[] keys = [new(1, 1), new(1, 2), new(1, 2, 1), new(1, 2, 10), new(1, 10), new(1, 10, 2)];
        Commit([Queued(1), Queued(2)], [.. keys.Reverse().Select(key => Task(key.JobId, key.TaskId, key.SubTaskId)), Task(2, 1)]);

        Assert.Equal(keys, Reopen().Load().Jobs[0].Tasks.Select(task => task.Key));
    }

    [Fact]
    public void A_record_replaces_the_one_with_its_key_and_leaves_the_others()
    {
        Commit([Queued(1), Queued(2)], [Task(1, 1), Task(1, 2)]);
        Commit([Queued(1) with { State = JobState.Running, AllocatedCores = 1 }], [Task(1, 1, state: TaskState.Running)]);

        var jobs = Reopen().Load().Jobs;

        Assert.Equal([JobState.Running, JobState.Queued], jobs.Select(content => content.Job.State));
        Assert.Equal([TaskState.Running, TaskState.Queued], jobs[0].Tasks.Select(task => task.State));
    }

    [Fact]
    public void The_last_of_several_records_with_one_key_counts()
    {
        Commit([Queued(1), Queued(1) with { Owner = "bob" }], [Task(1, 1), Task(1, 1) with { Instance = 2 }]);

        var loaded = Assert.Single(Reopen().Load().Jobs);

        Assert.Equal("bob", loaded.Job.Owner);
        Assert.Equal(2, Assert.Single(loaded.Tasks).Instance);
    }

    [Fact]
    public void A_sub_task_has_the_properties_of_its_sweep()
    {
        var sweep = Sweep(1, 1, 10);
        Commit([Queued(1)], [sweep, Task(1, 1, 4, TaskState.Running) with { Properties = new() { CommandLine = "ignored" } }]);

        var tasks = Reopen().Load().Jobs[0].Tasks;

        Assert.Same(tasks[0].Properties, tasks[1].Properties);
        Assert.Equal("echo *", tasks[1].Properties.CommandLine);
    }

    [Fact]
    public void A_sweep_of_a_million_is_one_record()
    {
        Commit([Queued(1)], [Sweep(1, 1, Limits.SubTasks) with { NextSubTaskId = 400_000, UnexpandedState = TaskState.Canceled }]);

        var task = Assert.Single(Reopen().Load().Jobs[0].Tasks);

        Assert.Equal(Limits.SubTasks, task.SubTaskCount);
        Assert.Equal(400_000, task.NextSubTaskId);
        Assert.Equal(TaskState.Canceled, task.UnexpandedState);
    }

    [Fact]
    public void Jobs_that_ended_before_a_time_are_found_oldest_first()
    {
        var day = TimeSpan.FromDays(1);
        Commit([Ended(1, Start + (3 * day)), Ended(2, Start + day), Queued(3), Ended(4, Start + (2 * day)), Ended(5, Start + day)], []);

        Assert.Equal([1, 2, 3, 4, 5], Reopen().ListJobIds().Order());
        Assert.Equal([2, 5, 4], Store.FindEndedBefore(Start.AddDays(3), 10));
        Assert.Equal([2, 5], Store.FindEndedBefore(Start.AddDays(9), 2));
        Assert.Empty(Store.FindEndedBefore(Start.AddDays(1), 10));
        Assert.Equal(Start.AddDays(1), Store.FirstEnd());
    }

    [Fact]
    public void Jobs_and_tasks_of_an_owner_are_counted_in_any_state()
    {
        Commit([Ended(1, Start) with { Owner = "ann", LastTaskId = 3 }, Queued(2) with { Owner = "ann", LastTaskId = 2 }, Queued(3) with { Owner = "bob", LastTaskId = 9 }], []);
        Store.Commit(new() { Jobs = [Queued(4) with { Owner = "ann" }], DeletedJobs = [2] });

        Assert.Equal((2, 3L), Reopen().CountOf("ann"));
        Assert.Equal((0, 0L), Store.CountOf("Ann"));
    }

    [Fact]
    public void What_is_kept_of_an_owner_is_as_large_as_what_was_said_of_jobs_and_tasks()
    {
        var text = new string('x', 10_000);
        Commit(
            [Ended(1, Start) with { Owner = "ann", Properties = new JobProperties { Name = "n", JobEnv = ["A=" + text] } }, Queued(2) with { Owner = "bob" }],
            [Task(1, 1) with { Properties = new TaskProperties { CommandLine = text } }]);

        Assert.InRange(Reopen().SizeOf("ann"), 20_000, 20_500);
        Assert.InRange(Store.SizeOf("bob"), 0, 500);
        Assert.Equal(0, Store.SizeOf("nobody"));
    }

    [Fact]
    public void A_job_queued_again_has_not_ended()
    {
        Commit([Ended(1, Start, JobState.Canceled)], [Task(1, 1)]);
        Commit([Queued(1) with { PreviousState = JobState.Canceled, RequeueCount = 1 }], []);

        Assert.Null(Reopen().FirstEnd());
        Assert.Single(Assert.Single(Store.Load().Jobs).Tasks);
    }

    [Fact]
    public void A_deleted_job_takes_its_tasks_along_and_no_other_ones()
    {
        Commit([Ended(1, Start), Ended(2, Start)], [Task(1, 1), Task(1, 1, 1), Task(2, 1)]);
        Store.Commit(new() { DeletedJobs = [1, 99] });
        Commit([Queued(1)], []);

        Assert.Empty(Reopen().LoadJob(1)!.Tasks);
        Assert.Single(Store.LoadJob(2)!.Tasks);
    }

    [Fact]
    public void A_deleted_task_takes_its_sub_tasks_along_and_no_other_ones()
    {
        Commit([Queued(1), Queued(2)], [Task(1, 1), Task(1, 1, 1), Task(1, 2), Task(1, 2, 1), Task(2, 1)]);
        Store.Commit(new() { DeletedTasks = [new(1, 1), new(1, 9), new(9, 1)] });

        Assert.Equal(["1.2", "1.2.1"], Reopen().LoadJob(1)!.Tasks.Select(task => task.Key.ToString()));
        Assert.Single(Store.LoadJob(2)!.Tasks);
    }

    [Fact]
    public void A_job_that_is_changed_and_deleted_at_once_is_gone()
    {
        Store.Commit(new() { Jobs = [Ended(1, Start)], Tasks = [Task(1, 1)], DeletedJobs = [1] });

        Assert.Null(Reopen().LoadJob(1));
    }

    [Fact]
    public void The_last_number_outlives_the_job_that_had_it()
    {
        Store.Commit(new() { Jobs = [Ended(41, Start)], LastJobId = 41 });
        Store.Commit(new() { DeletedJobs = [41] });

        Assert.Equal(41, Reopen().Load().LastJobId);
    }

    [Fact]
    public void Settings_and_nodes_come_back_as_they_were()
    {
        var properties = new ClusterProperties
        {
            TaskCancelGracePeriod = 0,
            NodeReleaseTaskTimeout = 7,
            TtlCompletedJobs = 365,
            JobRetryCount = 1,
            TaskRetryCount = 2,
            ExcludedNodesLimit = 4,
            PreemptionType = PreemptionMode.Immediate,
            AffinityType = AffinityMode.AllJobs,
            TaskImmediatePreemptionEnabled = false,
            SubmissionFilterProgram = "/srv/a filter",
            SubmissionFilterTimeout = 8,
            ActivationFilterProgram = "/srv/another",
            ActivationFilterTimeout = 9,
            DefaultHoldDuration = 30,
            JobCleanUpHour = 4,
            JobCleanUpDayOfWeek = DayOfWeek.Sunday,
            AllowNewUserConnections = false,
            RestoreMode = true,
            DisableResourceValidation = true,
            TaskOutputLimit = 12,
            TaskShell = "/bin/sh",
            TaskUmask = "027",
            AutomaticGrowthEnabled = false,
            SchedulingMode = SchedulingMode.Balanced,
            PreemptionBalancedMode = "Graceful",
            GrowByPreemptionEnabled = true,
            BackfillLookAhead = -1,
            PriorityBias = PriorityBias.HighBias,
            ReBalancingInterval = 20,
            EnablePools = true,
            AutomaticShrinkEnabled = false,
            CollectCounters = false,
            RemovedMetrics = "HPCCpuUsage",
            MinuteCounterRetention = 0,
            HourCounterRetention = 8,
            DayCounterRetention = 36_500,
            UserJobLimit = 1,
            UserTaskLimit = 2,
            UserJobSizeLimit = 5,
            UserRequestLimit = 3,
            UserRequestSizeLimit = 4,
            Environment = ["A=1", "B=a=b", "CCP_MPI_NETMASK=10.0.0.0/8"],
        };
        properties = properties.With(new HpcVariable("EmailSmtpServer", "mail"));
        RecordAssert.AllSet(properties);
        Store.Commit(new() { ClusterProperties = properties, Nodes = [FullNode(), new("b", 2, null), new("a", 4, 64)] });
        Store.Commit(new() { Nodes = [new("b", 3, 1)] });

        var content = Reopen().Load();

        Assert.Equal(properties, content.ClusterProperties);
        Store.Commit(new() { ClusterProperties = properties with { Environment = ["A=1"] } });
        Assert.Equal(["A=1"], Reopen().Load().ClusterProperties.Environment);
        NodeRecord[] expected = [new("a", 4, 64), new("b", 3, 1), FullNode()];
        Assert.Equal(expected.Length, content.Nodes.Count);
        foreach (var (one, other) in expected.Zip(content.Nodes))
            RecordAssert.Same(one, other);
    }

    [Fact]
    public void What_happened_to_nodes_comes_back_in_its_order_and_stays_when_they_are_gone()
    {
        NodeHistoryRecord[] rows = [FullNodeHistory(), .. Enumerable.Range(0, 300).Select(minute => Moved("a", minute))];
        Store.Commit(new() { Nodes = [FullNode()], NodeHistory = [rows[0]] });
        Store.Commit(new() { DeletedNodes = [FullNode().Name], NodeHistory = rows[1..] });
        Reopen();

        var read = NodeHistory(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, null);

        Assert.Equal(rows.Length, read.Count);
        foreach (var (written, row) in rows.Zip(read))
            RecordAssert.Same(written with { NodeHistoryId = row.NodeHistoryId }, row);
        Assert.Equal(read.Select(row => row.NodeHistoryId).Distinct().Order(), read.Select(row => row.NodeHistoryId));
        RecordAssert.Same(read[0], Assert.Single(NodeHistory(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, ["KNOTEN-Ü"])));
        var some = NodeHistory(Start.AddMinutes(100), Start.AddMinutes(102), ["A", "b"]);
        Assert.Equal([Start.AddMinutes(100), Start.AddMinutes(101)], some.Select(row => row.EventTime));

        static NodeHistoryRecord Moved(string node, int minute) =>
            new() { NodeName = node, Event = NodeEvent.Online, EventTime = Start.AddMinutes(minute) };
    }

    [Fact]
    public void Nodes_are_deleted()
    {
        Store.Commit(new() { Nodes = [new("a", 1, null), new("b", 1, null)] });
        Store.Commit(new() { DeletedNodes = ["a", "never there"], Nodes = [new("c", 1, null)] });

        Assert.Equal(["b", "c"], Reopen().Load().Nodes.Select(node => node.Name));
    }

    [Fact]
    public void Node_groups_come_back_as_they_were()
    {
        Store.Commit(new() { NodeGroups = [FullNodeGroup(3), new(4, "to change"), new(5, "to go")] });
        Store.Commit(new() { NodeGroups = [new(4, "changed") { Nodes = ["c"] }], DeletedNodeGroups = [5, 99] });

        var groups = Reopen().Load().NodeGroups;

        Assert.Equal([3, 4], groups.Select(group => group.Id));
        RecordAssert.Same(FullNodeGroup(3), groups[0]);
        RecordAssert.Same(new NodeGroupRecord(4, "changed") { Nodes = ["c"] }, groups[1]);
    }

    [Fact]
    public void A_name_of_a_node_group_can_go_over_to_another()
    {
        Store.Commit(new() { NodeGroups = [new(3, "one")] });
        Store.Commit(new() { NodeGroups = [new(4, "ONE")], DeletedNodeGroups = [3] });

        Assert.Equal([4], Reopen().Load().NodeGroups.Select(group => group.Id));
    }

    [Fact]
    public void Members_come_back_in_the_order_of_their_names_and_go()
    {
        Store.Commit(new() { Members = [new("bob", UserRoles.User), new("Zoe", UserRoleList.All), new("ann", UserRoles.JobOperator)] });
        Assert.Equal([new("Zoe", UserRoleList.All), new("ann", UserRoles.JobOperator), new MemberRecord("bob", UserRoles.User)], Reopen().Load().Members);

        Store.Commit(new() { Members = [new("ann", UserRoles.Administrator)], DeletedMembers = ["Zoe", "no member"] });

        Assert.Equal([new("ann", UserRoles.Administrator), new MemberRecord("bob", UserRoles.User)], Reopen().Load().Members);
    }

    public void Dispose()
    {
        _store?.Dispose();
        CleanUp();
        GC.SuppressFinalize(this);
    }

    protected abstract IStore Open();

    protected abstract T Read<T>(Func<IStoreReader, T> read);

    /// <summary>Removes what the store left behind, after it was closed.</summary>
    protected virtual void CleanUp()
    {
    }

    private void Commit(IReadOnlyList<JobRecord> jobs, IReadOnlyList<TaskRecord> tasks) =>
        Store.Commit(new() { Jobs = jobs, Tasks = tasks });

    private IStore Reopen()
    {
        _store?.Dispose();
        _store = null;
        return Store;
    }
}
