using HpcScheduler.Core;
using HpcScheduler.Core.Ports;

namespace HpcScheduler.Unit.Core;

/// <summary>Who runs when, and on how many cores (scheduler reference, sections 6.1, 6.2, 6.6 and 6.11).</summary>
public sealed class DispatcherTests
{
    private readonly CoreHarness harness = new(cores: 4);

    [Fact]
    public void Jobs_start_by_priority_and_then_by_submit_time()
    {
        Job("first", cores: 4);
        Job("early", cores: 4);
        var low = Job("low", cores: 4, priority: 0);
        var high = Job("high", cores: 4, priority: 4000);
        Assert.Equal(PendingReason.NotEnoughResource, harness.Job(high).PendingReason);
        Assert.Equal(PendingReason.HigherPriorityJob, harness.Job(low).PendingReason);
        for (var job = 1; job <= 4; job++)
            harness.Exit(harness.Running.Keys.Single().JobId, 1);
        Assert.Equal(["first", "high", "early", "low"], harness.Started);
    }

    [Fact]
    public void A_job_at_the_head_that_does_not_fit_keeps_those_behind_it_waiting()
    {
        Job("running", cores: 3);
        var wide = Job("wide", cores: 4);
        var narrow = Job("narrow", cores: 1);
        Assert.Equal(["running"], harness.Started);
        Assert.Equal(PendingReason.NotEnoughResource, harness.Job(wide).PendingReason);
        Assert.Equal(PendingReason.JobSubmittedEarlier, harness.Job(narrow).PendingReason);
    }

    [Fact]
    public void A_running_job_grows_before_another_starts_and_shrinks_when_it_needs_less()
    {
        Job("short", cores: 2);
        var sweep = harness.New(new JobProperties { MinCores = 1, MaxCores = 4 });
        harness.Add(sweep, new TaskProperties { CommandLine = "part *", Type = TaskType.ParametricSweep, EndValue = 6 });
        harness.Submit(sweep);
        var next = Job("next", cores: 1);
        Assert.Equal(2, harness.Job(sweep).AllocatedCores);
        harness.Exit(1, 1);
        Assert.Equal(4, harness.Job(sweep).AllocatedCores);
        Assert.Equal(JobState.Queued, harness.Job(next).State);

        for (var part = 1; part <= 3; part++)
            harness.Exit(sweep, 1, 0, part);
        Assert.Equal(3, harness.Job(sweep).AllocatedCores);
        Assert.Equal(JobState.Running, harness.Job(next).State);
    }

    [Fact]
    public void A_task_gets_cores_between_its_minimum_and_maximum()
    {
        var job = harness.New(new JobProperties { MinCores = 3, MaxCores = 3 });
        harness.Add(job, new TaskProperties { CommandLine = "a", MinCores = 1, MaxCores = 2 });
        harness.Add(job, new TaskProperties { CommandLine = "b", MinCores = 1, MaxCores = 2 });
        harness.Submit(job);
        Assert.Equal(2, harness.Task(job, 1).AllocatedCores);
        Assert.Equal(1, harness.Task(job, 2).AllocatedCores);
    }

    [Fact]
    public void A_job_that_says_nothing_takes_what_its_tasks_can_use()
    {
        var job = harness.New();
        for (var task = 0; task < 6; task++)
            harness.Add(job, "work");
        harness.Submit(job);
        Assert.Equal((1, 6, 4), (harness.Job(job).MinCores, harness.Job(job).MaxCores, harness.Job(job).AllocatedCores));
        Assert.Equal(4, harness.Started.Count);
    }

    [Fact]
    public void A_task_waits_until_all_tasks_of_a_name_have_ended_in_whatever_way()
    {
        var job = harness.New();
        harness.Add(job, new TaskProperties { CommandLine = "one", Name = "first" });
        harness.Add(job, new TaskProperties { CommandLine = "two", Name = "first" });
        harness.Add(job, new TaskProperties { CommandLine = "after", Name = "second", Depend = ["first"] });
        harness.Submit(job);
        Assert.Equal(["one", "two"], harness.Started);
        harness.Exit(job, 1, 9);
        Assert.Equal(2, harness.Started.Count);
        harness.Exit(job, 2);
        Assert.Equal(["one", "two", "after"], harness.Started);
        harness.Exit(job, 3);
        Assert.Equal(JobState.Failed, harness.Job(job).State);
        Assert.Equal(ReasonCodes.TaskFailure, harness.Job(job).ErrorCode);
        Assert.Contains("1.1", harness.Job(job).ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_held_job_waits_until_its_time_and_then_starts_by_itself()
    {
        var job = harness.New(new JobProperties { HoldUntil = harness.Now.AddHours(1).UtcDateTime });
        harness.Add(job, "work");
        harness.Submit(job);
        Assert.Equal(PendingReason.HeldByUser, harness.Job(job).PendingReason);
        Assert.Equal(harness.Now.AddHours(1), harness.Core.NextDeadline);
        harness.Restart();
        harness.Pass(TimeSpan.FromMinutes(59));
        Assert.Empty(harness.Started);
        harness.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(["work"], harness.Started);
    }

    [Fact]
    public void A_hold_is_taken_away_by_the_smallest_time()
    {
        var job = harness.New(new JobProperties { HoldUntil = harness.Now.AddHours(1).UtcDateTime });
        harness.Add(job, "work");
        harness.Submit(job);
        harness.Turn(core => core.Handle(new Protocol.SetJob(job, new JobProperties { HoldUntil = DateTime.MinValue }), CoreHarness.Owner));
        Assert.Null(harness.Job(job).HoldUntil);
        Assert.Equal(["work"], harness.Started);
    }

    [Fact]
    public void A_sweep_of_a_million_is_one_record_until_its_sub_tasks_run()
    {
        var job = harness.New();
        harness.Add(job, new TaskProperties { CommandLine = "part *", Type = TaskType.ParametricSweep, EndValue = 1_000_000 });
        harness.Submit(job);
        Assert.Equal(5, harness.Tasks(job).Count());
        Assert.Equal(999_996, harness.Job(job).Counts.Queued);
        Assert.Equal(["part 1", "part 2", "part 3", "part 4"], harness.Started);
    }

    [Fact]
    public void What_a_task_finds_in_its_environment()
    {
        var job = harness.New(new JobProperties { Name = "name", JobEnv = ["A=job", "B=job"] });
        harness.Add(job, new TaskProperties { CommandLine = "work", Env = ["B=task", "C="], MaxCores = 2 });
        harness.Submit(job);
        var attempt = harness.Effects.OfType<Effect.Start>().Single().Attempt;
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
        harness.Now += TimeSpan.FromSeconds(1);
        var job = harness.New(new JobProperties { MinCores = cores, MaxCores = cores, ExpandedPriority = priority });
        harness.Add(job, new TaskProperties { CommandLine = command, MinCores = cores, MaxCores = cores });
        Assert.Null(harness.Submit(job));
        return job;
    }
}
