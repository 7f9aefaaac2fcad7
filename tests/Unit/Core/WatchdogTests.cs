using HpcScheduler.Core;
using HpcScheduler.Core.Dispatch;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Storage;

namespace HpcScheduler.Unit.Core;

/// <summary>Free resources, a job that could have them, and nothing started: that is told, once, with what there is and what is wanted.</summary>
public sealed class WatchdogTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_job_that_no_round_has_started_is_told_once_and_forgotten_when_it_runs()
    {
        var turn = Turn(Queued(1, 2), Queued(2, 4));
        var stall = Assert.Single(turn.Watchdog.Look(turn));
        Assert.Equal((1, "Enough is free for job 1, the next one, which needs 2 cores of 4 free cores (Queued), but it was not started."), (stall.JobId, stall.Message));
        Assert.Empty(turn.Watchdog.Look(turn));

        Dispatcher.Round(turn);
        Assert.Equal(JobState.Running, turn.Ledger.Find(1)!.Record.State);
        Assert.Empty(turn.Watchdog.Look(turn));
    }

    [Fact]
    public void Behind_one_that_could_never_start_the_first_that_could_is_told()
    {
        var turn = Turn(Queued(1, 9), Queued(2, 4));
        var stall = Assert.Single(turn.Watchdog.Look(turn));
        Assert.Equal(2, stall.JobId);
        Assert.StartsWith("Nothing runs, and job 2 could", stall.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_does_not_fit_is_no_fault()
    {
        var turn = Turn(Queued(1, 9));
        Assert.Empty(turn.Watchdog.Look(turn));
    }

    [Fact]
    public void One_that_waits_behind_another_is_no_fault()
    {
        var turn = Turn(Running(1, 3), Queued(2, 4), Queued(3, 1));
        Assert.Empty(turn.Watchdog.Look(turn));
    }

    [Fact]
    public void A_task_that_is_ready_and_has_cores_is_told()
    {
        var running = Running(1, 3);
        var turn = Turn(running with { Tasks = [.. running.Tasks, Waiting(1, 2)] });
        var stall = Assert.Single(turn.Watchdog.Look(turn));
        Assert.Equal("Job 1 has cores for task 1.2, which is ready, but it was not started: it uses 1 of 3.", stall.Message);
    }

    [Fact]
    public void A_job_on_its_way_to_its_end_without_a_deadline_or_past_it_is_told()
    {
        var running = Running(1, 3);
        var closing = running.Job with { State = JobState.Canceling, CancelRequest = CancelRequest.CancelByUser, EndState = JobState.Canceled };
        var endless = Turn(running with { Job = closing });
        Assert.Contains("waits without a deadline for 1.1 (Basic, Running).", Assert.Single(endless.Watchdog.Look(endless)).Message, StringComparison.Ordinal);

        var late = closing with { StopPhase = StopPhase.Kill, Deadline = Now.AddSeconds(-31) };
        var overdue = Turn(running with { Job = late });
        Assert.Contains("its phase Kill was over at 2025-12-31 23:59:29Z", Assert.Single(overdue.Watchdog.Look(overdue)).Message, StringComparison.Ordinal);

        // A host that has just begun has not had the time to act on it.
        var takenUp = Turn(running with { Job = late });
        takenUp.Ledger.TakenUp = Now;
        Assert.Empty(takenUp.Watchdog.Look(takenUp));

        var inTime = Turn(running with { Job = late with { Deadline = Now } });
        Assert.Empty(inTime.Watchdog.Look(inTime));
        var graceful = Turn(running with { Job = closing with { CancelRequest = CancelRequest.CancelGraceful } });
        Assert.Empty(graceful.Watchdog.Look(graceful));
    }

    [Fact]
    public void A_turn_tells_what_it_finds()
    {
        var harness = new CoreHarness();
        var job = harness.Submitted("work");
        harness.Core.Begin(harness.Now);
        var entry = harness.Core.Ledger.Find(job)!;
        harness.Core.Ledger.Put(entry.Record with { State = JobState.Canceling, CancelRequest = CancelRequest.CancelByUser, EndState = JobState.Canceled });

        Assert.Equal(job, Assert.Single(harness.Core.End().Stalls).JobId);
    }

    [Fact]
    public void Somebody_else_who_looks_at_the_records_sees_the_same_and_why_the_first_waits()
    {
        var stalled = Look(Queued(1, 2));
        Assert.Equal((1, 1, 4), (Assert.Single(stalled.Stalls).JobId, stalled.Waiting, stalled.FreeCores));

        var waiting = Look(Running(1, 3), Queued(2, 4));
        Assert.Empty(waiting.Stalls);
        Assert.Equal((1, 2, 1), (waiting.Waiting, waiting.FirstJobId, waiting.FreeCores));
        Assert.Equal("It needs 4 cores; 1 is free for it on the nodes that it may use.", waiting.FirstSummary);

        var left = Queued(3, 1);
        var passing = Look(left with { Job = left.Job with { State = JobState.Validating } });
        Assert.Contains("has been Validating since", Assert.Single(passing.Stalls).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cores_that_are_fenced_off_are_not_free()
    {
        var ended = Running(1, 3);
        var record = ended.Job with { State = JobState.Canceled, EndTime = Now, AllocatedCores = 0, AllocatedNodes = [] };
        var task = ended.Tasks[0] with { State = TaskState.Failed, EndTime = Now };
        using var store = Store(new JobContent(record, [task]), Queued(2, 4));
        var survivors = new Dictionary<AttemptKey, IReadOnlyList<int>> { [new AttemptKey(task.Key, 1)] = [7] };

        var look = QueueLook.At(store, store.Load(), Now, survivors);
        Assert.Empty(look.Stalls);
        Assert.Equal(3, look.FreeCores);
    }

    private static QueueLook Look(params JobContent[] jobs)
    {
        using var store = Store(jobs);
        return QueueLook.At(store, store.Load(), Now, new Dictionary<AttemptKey, IReadOnlyList<int>>());
    }

    private static MemoryStore Store(params JobContent[] jobs)
    {
        var store = new MemoryStore();
        store.Commit(new ChangeSet
        {
            Nodes = [new NodeRecord("node", 4, null) { IsDiscovered = true }],
            Pools = [new PoolRecord(PoolRecord.DefaultName, 0)],
            JobTemplates = [new JobTemplateRecord { Name = JobTemplateRecord.DefaultName, CreateTime = Now, ChangeTime = Now }],
            Jobs = [.. jobs.Select(job => job.Job)],
            Tasks = [.. jobs.SelectMany(job => job.Tasks)],
            LastJobId = 9,
        });
        return store;
    }

    // As the records stand at the end of a turn whose round has done nothing.
    private static Turn Turn(params JobContent[] jobs)
    {
        var store = Store(jobs);
        var turn = new Turn(new Ledger(), store, "") { Now = Now, Times = 1 };
        turn.Ledger.Load(store.Load());
        turn.Plan = RoundPlan.Look(turn);
        return turn;
    }

    private static JobContent Queued(int id, int cores) => new(
        new JobRecord
        {
            Id = id,
            Owner = "owner",
            Properties = Some.Cores(cores),
            State = JobState.Queued,
            CreateTime = Now,
            SubmitTime = Now,
            ChangeTime = Now,
            QueueOrder = id,
            MinCores = cores,
            MaxCores = cores,
            LastTaskId = 1,
        },
        [Waiting(id, 1)]);

    private static JobContent Running(int id, int cores)
    {
        var queued = Queued(id, cores);
        return new JobContent(
            queued.Job with { State = JobState.Running, StartTime = Now, AllocatedCores = cores, AllocatedNodes = ["node"] },
            [queued.Tasks[0] with { State = TaskState.Running, StartTime = Now, Instance = 1, AllocatedCores = 1, AllocatedCoreIds = [0], AllocatedNodes = ["node"] }]);
    }

    private static TaskRecord Waiting(int job, int task) => new()
    {
        Key = new TaskKey(job, task),
        Properties = Some.Task("work"),
        State = TaskState.Queued,
        CreateTime = Now,
        SubmitTime = Now,
        ChangeTime = Now,
    };
}
