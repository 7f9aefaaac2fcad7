using HpcScheduler.Core;
using HpcScheduler.Core.Ports;

namespace HpcScheduler.Unit.Core;

/// <summary>Who runs when, and on how many cores (scheduler reference, sections 6.1, 6.2, 6.6 and 6.11).</summary>
public sealed class DispatcherTests
{
    private readonly CoreHarness _harness = new(cores: 4);

    [Fact]
    public void Jobs_start_by_priority_and_then_by_submit_time()
    {
        Job("first", cores: 4);
        var early = Job("early", cores: 4);
        Assert.Equal(PendingReason.NotEnoughResource, _harness.Job(early).PendingReason);
        var low = Job("low", cores: 4, priority: 0);
        var high = Job("high", cores: 4, priority: 4000);
        Assert.Equal(PendingReason.NotEnoughResource, _harness.Job(high).PendingReason);
        Assert.Equal(PendingReason.HigherPriorityJob, _harness.Job(early).PendingReason);
        Assert.Equal(PendingReason.HigherPriorityJob, _harness.Job(low).PendingReason);
        for (var job = 1; job <= 4; job++)
            _harness.Exit(_harness.Running.Keys.Single().JobId, 1);
        Assert.Equal(["first", "high", "early", "low"], _harness.Started);
    }

    [Fact]
    public void A_job_at_the_head_that_does_not_fit_keeps_those_behind_it_waiting()
    {
        Job("running", cores: 3);
        var wide = Job("wide", cores: 4);
        var narrow = Job("narrow", cores: 1);
        Assert.Equal(["running"], _harness.Started);
        Assert.Equal(PendingReason.NotEnoughResource, _harness.Job(wide).PendingReason);
        Assert.Equal(PendingReason.JobSubmittedEarlier, _harness.Job(narrow).PendingReason);
    }

    [Fact]
    public void A_running_job_grows_before_another_starts_and_shrinks_when_it_needs_less()
    {
        Job("short", cores: 2);
        var sweep = _harness.New(new JobProperties { MinCores = 1, MaxCores = 4 });
        _harness.Add(sweep, new TaskProperties { CommandLine = "part *", Type = TaskType.ParametricSweep, EndValue = 6 });
        _harness.Submit(sweep);
        var next = Job("next", cores: 1);
        Assert.Equal(2, _harness.Job(sweep).AllocatedCores);
        _harness.Exit(1, 1);
        Assert.Equal(4, _harness.Job(sweep).AllocatedCores);
        Assert.Equal(JobState.Queued, _harness.Job(next).State);

        for (var part = 1; part <= 3; part++)
            _harness.Exit(sweep, 1, 0, part);
        Assert.Equal(3, _harness.Job(sweep).AllocatedCores);
        Assert.Equal(JobState.Running, _harness.Job(next).State);
    }

    [Fact]
    public void A_task_gets_cores_between_its_minimum_and_maximum()
    {
        var job = _harness.New(new JobProperties { MinCores = 3, MaxCores = 3 });
        _harness.Add(job, new TaskProperties { CommandLine = "a", MinCores = 1, MaxCores = 2 });
        _harness.Add(job, new TaskProperties { CommandLine = "b", MinCores = 1, MaxCores = 2 });
        _harness.Submit(job);
        Assert.Equal(2, _harness.Task(job, 1).AllocatedCores);
        Assert.Equal(1, _harness.Task(job, 2).AllocatedCores);
    }

    [Fact]
    public void A_job_that_says_nothing_takes_what_its_tasks_can_use()
    {
        var job = _harness.New();
        for (var task = 0; task < 6; task++)
            _harness.Add(job, "work");
        _harness.Submit(job);
        Assert.Equal((1, 6, 4), (_harness.Job(job).MinCores, _harness.Job(job).MaxCores, _harness.Job(job).AllocatedCores));
        Assert.Equal(4, _harness.Started.Count);
    }

    [Fact]
    public void A_task_waits_until_all_tasks_of_a_name_have_ended_in_whatever_way()
    {
        var job = _harness.New();
        _harness.Add(job, new TaskProperties { CommandLine = "one", Name = "first" });
        _harness.Add(job, new TaskProperties { CommandLine = "two", Name = "first" });
        _harness.Add(job, new TaskProperties { CommandLine = "after", Name = "second", Depend = ["first"] });
        _harness.Submit(job);
        Assert.Equal(["one", "two"], _harness.Started);
        _harness.Exit(job, 1, 9);
        Assert.Equal(2, _harness.Started.Count);
        _harness.Exit(job, 2);
        Assert.Equal(["one", "two", "after"], _harness.Started);
        _harness.Exit(job, 3);
        Assert.Equal(JobState.Failed, _harness.Job(job).State);
        Assert.Equal(ReasonCodes.TaskFailure, _harness.Job(job).ErrorCode);
        Assert.Contains("1.1", _harness.Job(job).ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_held_job_waits_until_its_time_and_then_starts_by_itself()
    {
        var job = _harness.New(new JobProperties { HoldUntil = _harness.Now.AddHours(1).UtcDateTime });
        _harness.Add(job, "work");
        _harness.Submit(job);
        Assert.Equal(PendingReason.HeldByUser, _harness.Job(job).PendingReason);
        Assert.Equal(_harness.Now.AddHours(1), _harness.Core.NextDeadline);
        _harness.Restart();
        _harness.Pass(TimeSpan.FromMinutes(59));
        Assert.Empty(_harness.Started);
        _harness.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(["work"], _harness.Started);
    }

    [Fact]
    public void A_hold_is_taken_away_by_the_smallest_time()
    {
        var job = _harness.New(new JobProperties { HoldUntil = _harness.Now.AddHours(1).UtcDateTime });
        _harness.Add(job, "work");
        _harness.Submit(job);
        _harness.Turn(core => core.Handle(new Protocol.SetJob(job, new JobProperties { HoldUntil = DateTime.MinValue }), CoreHarness.Owner));
        Assert.Null(_harness.Job(job).HoldUntil);
        Assert.Equal(["work"], _harness.Started);
    }

    [Fact]
    public void A_sweep_of_a_million_is_one_record_until_its_sub_tasks_run()
    {
        var job = _harness.New();
        _harness.Add(job, new TaskProperties { CommandLine = "part *", Type = TaskType.ParametricSweep, EndValue = 1_000_000 });
        _harness.Submit(job);
        Assert.Equal(5, _harness.Tasks(job).Count());
        Assert.Equal(999_996, _harness.Job(job).Counts.Queued);
        Assert.Equal(["part 1", "part 2", "part 3", "part 4"], _harness.Started);
    }

    [Fact]
    public void What_a_task_finds_in_its_environment()
    {
        var job = _harness.New(new JobProperties { Name = "name", JobEnv = ["A=job", "B=job"] });
        _harness.Add(job, new TaskProperties { CommandLine = "work", Env = ["B=task", "C="], MaxCores = 2 });
        _harness.Submit(job);
        var attempt = _harness.Effects.OfType<Effect.Start>().Single().Attempt;
        var variables = attempt.Environment.GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Last().Value);
        Assert.Equal("job", variables["A"]);
        Assert.Equal("task", variables["B"]);
        Assert.Equal("", variables["C"]);
        Assert.Equal("1", variables["CCP_JOBID"]);
        Assert.Equal("1", variables["CCP_TASKID"]);
        Assert.Equal("0", variables["CCP_TASKINSTANCEID"]);
        Assert.Equal("name", variables["CCP_JOBNAME"]);
        Assert.Equal("1 node 2", variables["CCP_NODES"]);
        Assert.Equal("2", variables["CCP_NUMCPUS"]);
        Assert.Equal("/scheduler", variables["CCP_SCHEDULER"]);
    }

    private int Job(string command, int cores, int priority = 2000)
    {
        _harness.Now += TimeSpan.FromSeconds(1);
        var job = _harness.New(new JobProperties { MinCores = cores, MaxCores = cores, ExpandedPriority = priority });
        _harness.Add(job, new TaskProperties { CommandLine = command, MinCores = cores, MaxCores = cores });
        Assert.Null(_harness.Submit(job));
        return job;
    }
}
