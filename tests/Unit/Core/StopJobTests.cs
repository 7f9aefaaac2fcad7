using HpcScheduler.Core;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Core;

/// <summary>The cancel of a job, clause by clause (scheduler reference, sections 3.1 to 3.4).</summary>
public sealed class StopJobTests
{
    private readonly CoreHarness harness = new();

    [Fact]
    public void A_configuring_job_is_canceled_at_once_and_its_tasks_stay()
    {
        var job = harness.New();
        harness.Add(job, "true");
        harness.Stop(job, "no more");

        Assert.Equal(JobState.Canceled, harness.Job(job).State);
        Assert.Equal(JobState.Configuring, harness.Job(job).PreviousState);
        Assert.Equal("no more", harness.Job(job).ErrorMessage);
        Assert.Equal(ReasonCodes.CanceledByUser, harness.Job(job).ErrorCode);
        Assert.Equal(CancelRequest.CancelByUser, harness.Job(job).CancelRequest);
        Assert.Equal("owner", harness.Job(job).CanceledBy);
        Assert.Equal(harness.Now, harness.Job(job).CancelTime);
        Assert.Equal(harness.Now, harness.Job(job).EndTime);
        Assert.Equal(TaskState.Configuring, harness.Task(job, 1).State);
        Assert.Empty(harness.Started);
    }

    [Theory]
    [InlineData(JobState.Submitted)]
    [InlineData(JobState.Validating)]
    public void A_job_that_is_being_checked_can_be_canceled(JobState state) =>
        Assert.Equal(JobState.Canceled, HpcScheduler.Core.Lifecycle.JobLifecycle.Next(state, HpcScheduler.Core.Lifecycle.JobEvent.Cancel));

    [Fact]
    public void A_queued_job_leaves_the_queue_and_its_tasks_stay_queued()
    {
        var first = Submitted("sleep", cores: 4);
        var second = Submitted("second", cores: 4);
        Assert.Equal(JobState.Queued, harness.Job(second).State);
        harness.Stop(second);
        Assert.Equal(JobState.Canceled, harness.Job(second).State);
        Assert.Equal(TaskState.Queued, harness.Task(second, 1).State);

        harness.Exit(first, 1);
        Assert.Equal(["sleep"], harness.Started);
    }

    [Fact]
    public void Running_tasks_get_the_stop_signal_then_time_then_the_kill_and_end_Failed()
    {
        var job = Submitted("sleep");
        harness.Start(job, 1);
        harness.Stop(job, "enough");
        Assert.Equal(JobState.Canceling, harness.Job(job).State);
        Assert.Equal(TaskState.Canceling, harness.Task(job, 1).State);
        Assert.Single(harness.Effects.OfType<Effect.Stop>());

        harness.Pass(TimeSpan.FromSeconds(14.999));
        Assert.Empty(harness.Effects);
        harness.Pass(TimeSpan.FromMilliseconds(1));
        Assert.Single(harness.Effects.OfType<Effect.Kill>());
        harness.Killed(job, 1);

        var task = harness.Task(job, 1);
        Assert.Equal(TaskState.Failed, task.State);
        Assert.Equal(ReasonCodes.TasksJobCanceled, task.ErrorCode);
        Assert.Equal(137, task.ExitCode);
        Assert.Equal(JobState.Canceled, harness.Job(job).State);
        Assert.Equal("enough", harness.Job(job).ErrorMessage);
        Assert.Equal(0, harness.Job(job).AllocatedCores);
    }

    [Fact]
    public void A_task_that_ends_well_in_its_grace_period_is_Failed_all_the_same()
    {
        var job = Submitted("trap");
        harness.Start(job, 1);
        harness.Stop(job);
        harness.Exit(job, 1, 0);
        Assert.Equal(TaskState.Failed, harness.Task(job, 1).State);
        Assert.Equal(0, harness.Task(job, 1).ExitCode);
        Assert.Equal(JobState.Canceled, harness.Job(job).State);
    }

    [Fact]
    public void Finished_failed_queued_and_canceled_tasks_stay_as_they_are()
    {
        var job = harness.New(new JobProperties { MinCores = 1, MaxCores = 1 });
        foreach (var command in new[] { "ok", "bad", "runs", "waits", "unwanted" })
            harness.Add(job, command);
        harness.Submit(job);
        harness.StopTask(job, 5, message: "not this one");
        harness.Exit(job, 1);
        harness.Exit(job, 2, 3);
        harness.Start(job, 3);
        harness.Stop(job);
        harness.Killed(job, 3);

        Assert.Equal(
            [TaskState.Finished, TaskState.Failed, TaskState.Failed, TaskState.Queued, TaskState.Canceled],
            harness.Tasks(job).Select(task => task.State));
        Assert.Equal(JobState.Canceled, harness.Job(job).State);
    }

    [Fact]
    public void Queued_again_only_what_did_not_finish_and_was_not_canceled_before_it_ran_is_run()
    {
        var job = harness.New(new JobProperties { MinCores = 1, MaxCores = 1 });
        foreach (var command in new[] { "finished", "running", "queued", "canceled" })
            harness.Add(job, command);
        harness.Submit(job);
        harness.StopTask(job, 4);
        harness.Exit(job, 1);
        harness.Stop(job, "why");
        harness.Killed(job, 2);
        harness.Started.Clear();

        Assert.Null(harness.Submit(job));
        Assert.Equal(JobState.Running, harness.Job(job).State);
        Assert.Equal("", harness.Job(job).ErrorMessage);
        Assert.Equal(0, harness.Job(job).ErrorCode);
        Assert.Equal(1, harness.Job(job).RequeueCount);
        harness.Exit(job, 2);
        harness.Exit(job, 3);
        Assert.Equal(["running", "queued"], harness.Started);
        Assert.Equal(
            [TaskState.Finished, TaskState.Finished, TaskState.Finished, TaskState.Canceled],
            harness.Tasks(job).Select(task => task.State));
        Assert.Equal(2, harness.Task(job, 2).Instance);
        Assert.Equal(JobState.Finished, harness.Job(job).State);
    }

    [Fact]
    public void The_node_release_task_runs_after_a_plain_cancel_and_is_bounded()
    {
        var job = WithRelease();
        harness.Stop(job);
        harness.Killed(job, 1);
        Assert.Equal(["work", "release"], harness.Started);
        Assert.Equal(JobState.Canceling, harness.Job(job).State);

        harness.Pass(TimeSpan.FromSeconds(15));
        Assert.Single(harness.Effects.OfType<Effect.Kill>());
        harness.Killed(job, 2, 1);
        Assert.Equal(JobState.Canceled, harness.Job(job).State);
        Assert.Equal(TaskState.Failed, harness.Task(job, 2).State);
    }

    [Fact]
    public void The_node_release_task_runs_again_when_the_job_does()
    {
        var job = WithRelease();
        harness.Stop(job);
        harness.Killed(job, 1);
        harness.Exit(job, 2, 0, 1);
        harness.Submit(job);
        harness.Exit(job, 1);
        harness.Exit(job, 2, 0, 1);
        Assert.Equal(["work", "release", "work", "release"], harness.Started);
        Assert.Equal(JobState.Finished, harness.Job(job).State);
    }

    [Fact]
    public void A_forced_cancel_kills_at_once_and_runs_no_node_release_task()
    {
        var job = WithRelease();
        harness.Stop(job, force: true);
        Assert.Single(harness.Effects.OfType<Effect.Kill>());
        Assert.Empty(harness.Effects.OfType<Effect.Stop>());
        harness.Killed(job, 1);
        Assert.Equal(JobState.Canceled, harness.Job(job).State);
        Assert.Equal(["work"], harness.Started);
    }

    [Fact]
    public void A_forced_cancel_hurries_a_plain_one()
    {
        var job = WithRelease();
        harness.Stop(job, "first");
        harness.Stop(job, force: true);
        Assert.Single(harness.Effects.OfType<Effect.Kill>());
        harness.Killed(job, 1);
        Assert.Equal(JobState.Canceled, harness.Job(job).State);
        Assert.Equal("first", harness.Job(job).ErrorMessage);
        Assert.Equal(CancelRequest.CancelForceByUser, harness.Job(job).CancelRequest);
    }

    [Fact]
    public void A_forced_cancel_ends_a_node_release_under_way()
    {
        var job = WithRelease();
        harness.Stop(job);
        harness.Killed(job, 1);
        harness.Stop(job, force: true);
        Assert.Single(harness.Effects.OfType<Effect.Kill>());
        harness.Killed(job, 2, 1);
        Assert.Equal(JobState.Canceled, harness.Job(job).State);
    }

    [Fact]
    public void A_graceful_cancel_starts_nothing_new_and_lets_running_tasks_earn_their_result()
    {
        var job = harness.New(new JobProperties { MinCores = 1, MaxCores = 1 });
        harness.Add(job, "runs");
        harness.Add(job, "waits");
        harness.Submit(job);
        harness.Stop(job, graceful: true);
        Assert.Empty(harness.Effects);
        harness.Pass(TimeSpan.FromDays(1));
        Assert.Empty(harness.Effects);
        harness.Exit(job, 1);
        Assert.Equal([TaskState.Finished, TaskState.Queued], harness.Tasks(job).Select(task => task.State));
        Assert.Equal(JobState.Canceled, harness.Job(job).State);
        Assert.Equal(["runs"], harness.Started);
    }

    [Fact]
    public void A_plain_cancel_hurries_a_graceful_one()
    {
        var job = Submitted("runs");
        harness.Stop(job, graceful: true);
        harness.Stop(job);
        Assert.Single(harness.Effects.OfType<Effect.Stop>());
        harness.Killed(job, 1);
        Assert.Equal(TaskState.Failed, harness.Task(job, 1).State);
    }

    [Fact]
    public void A_finished_job_ends_Finished_with_its_running_tasks_and_drops_the_others()
    {
        var job = harness.New(new JobProperties { MinCores = 1, MaxCores = 1 });
        harness.Add(job, "runs");
        harness.Add(job, "waits");
        harness.Submit(job);
        harness.Stop(job, "good enough", finish: true);
        Assert.Single(harness.Effects.OfType<Effect.Stop>());
        harness.Killed(job, 1);
        Assert.Equal([TaskState.Finished, TaskState.Canceled], harness.Tasks(job).Select(task => task.State));
        Assert.Equal(JobState.Finished, harness.Job(job).State);
        Assert.Equal(ReasonCodes.FinishedByUser, harness.Job(job).ErrorCode);
        Assert.Equal("good enough", harness.Job(job).ErrorMessage);
    }

    [Fact]
    public void A_job_finished_by_force_is_killed_at_once_and_ends_Finished_without_node_release()
    {
        var job = WithRelease();
        harness.Stop(job, "now", force: true, finish: true);
        Assert.Single(harness.Effects.OfType<Effect.Kill>());
        Assert.Empty(harness.Effects.OfType<Effect.Stop>());
        harness.Killed(job, 1);
        Assert.Equal(TaskState.Finished, harness.Task(job, 1).State);
        Assert.Equal(JobState.Finished, harness.Job(job).State);
        Assert.Equal("now", harness.Job(job).ErrorMessage);
        Assert.Equal(["work"], harness.Started);
    }

    [Theory]
    [InlineData(JobState.Finished)]
    [InlineData(JobState.Failed)]
    [InlineData(JobState.Canceled)]
    public void An_ended_job_is_refused_with_its_state(JobState state)
    {
        var job = Submitted("work");
        if (state == JobState.Canceled)
            harness.Stop(job, force: true);
        harness.End(new TaskKey(job, 1), new AttemptEnd
        {
            Outcome = AttemptOutcome.Exited, ExitCode = state == JobState.Finished ? 0 : 1, Time = harness.Now,
        });
        Assert.Equal(state, harness.Job(job).State);
        var before = harness.Job(job);

        var error = Assert.Throws<SchedulerException>(() => harness.Stop(job, "too late"));
        Assert.Equal("HpcJobNotCancelable", error.Error.Id);
        Assert.Contains(state.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Equal(job, error.Target);
        Assert.Equal(before, harness.Job(job));
    }

    [Fact]
    public void An_unknown_job_is_refused()
    {
        Assert.Equal("HpcJobNotFound", Assert.Throws<SchedulerException>(() => harness.Stop(99)).Error.Id);
        Assert.Equal("HpcJobNotFound", Assert.Throws<SchedulerException>(() => harness.Stop(-1)).Error.Id);
    }

    [Fact]
    public void A_message_of_320_characters_is_kept_whole_and_one_of_321_is_refused_before_anything_happens()
    {
        var job = Submitted("work");
        var limit = string.Concat(Enumerable.Repeat("𝄞", 319)) + "ß";
        var error = Assert.Throws<SchedulerException>(() => harness.Stop(job, limit + "!"));
        Assert.Equal("HpcMessageTooLong", error.Error.Id);
        Assert.Equal(JobState.Running, harness.Job(job).State);

        harness.Stop(job, limit);
        harness.Killed(job, 1);
        Assert.Equal(limit, harness.Job(job).ErrorMessage);
    }

    [Fact]
    public void Force_and_graceful_together_are_refused() =>
        Assert.Equal("HpcForceAndGraceful", Assert.Throws<SchedulerException>(
            () => harness.Stop(Submitted("work"), force: true, graceful: true)).Error.Id);

    [Fact]
    public void Others_than_owner_and_administrator_may_not_cancel()
    {
        var job = Submitted("work");
        var stop = new StopJob(job, "", false, false, false);
        var error = Assert.Throws<SchedulerException>(
            () => harness.Turn(core => core.Handle(stop, new Caller("stranger", IsAdministrator: false))));
        Assert.Equal("HpcPermissionDenied", error.Error.Id);
        Assert.Equal(JobState.Canceling, harness.Turn(core => core.Handle(stop, CoreHarness.Administrator)).State);
    }

    [Fact]
    public void A_command_job_is_canceled_by_administrators_only()
    {
        var record = new JobRecord
        {
            Id = 7, Owner = "owner", JobType = JobType.Admin, Properties = new JobProperties(), State = JobState.Configuring,
            CreateTime = harness.Now, ChangeTime = harness.Now,
        };
        var store = new HpcScheduler.Storage.MemoryStore();
        store.Commit(new ChangeSet { Jobs = [record], LastJobId = 7 });
        var core = new SchedulerCore(store, store.Load(), "/scheduler");
        core.Begin(harness.Now);
        var stop = new StopJob(7, "", false, false, false);
        Assert.Equal("HpcPermissionDenied", Assert.Throws<SchedulerException>(() => core.Handle(stop, CoreHarness.Owner)).Error.Id);
        Assert.Equal(JobState.Canceled, core.Handle(stop, CoreHarness.Administrator).State);
    }

    [Fact]
    public void Processes_that_do_not_die_do_not_keep_the_job_and_their_cores_are_fenced()
    {
        var job = Submitted("immortal", cores: 4);
        harness.Stop(job, force: true);
        harness.Pass(TimeSpan.FromSeconds(15));
        Assert.Equal(JobState.Canceled, harness.Job(job).State);
        Assert.Equal(TaskState.Failed, harness.Task(job, 1).State);

        var next = Submitted("next", cores: 4);
        Assert.Equal(JobState.Queued, harness.Job(next).State);
        harness.Killed(job, 1);
        Assert.Equal(JobState.Running, harness.Job(next).State);
    }

    [Fact]
    public void The_job_stays_readable_until_TtlCompletedJobs_has_passed()
    {
        var job = Submitted("work");
        harness.Stop(job, force: true);
        harness.Killed(job, 1);
        var days = TimeSpan.FromDays(harness.Settings.TtlCompletedJobs);
        harness.Pass(days);
        Assert.True(harness.Exists(job));
        Assert.Equal(harness.Now + TimeSpan.FromMilliseconds(1), harness.Core.NextDeadline);
        harness.Pass(TimeSpan.FromMilliseconds(1));
        Assert.False(harness.Exists(job));
        Assert.Equal(job, Assert.Single(harness.Effects.OfType<Effect.Forget>()).JobId);
        Assert.Null(harness.Core.NextDeadline);
    }

    [Fact]
    public void After_a_restart_the_cancel_goes_on_where_it_was()
    {
        var job = WithRelease();
        harness.Stop(job);
        harness.Restart();
        Assert.Single(harness.Effects.OfType<Effect.Adopt>());
        Assert.Single(harness.Effects.OfType<Effect.Stop>());
        harness.Pass(TimeSpan.FromSeconds(15));
        Assert.Single(harness.Effects.OfType<Effect.Kill>());
        harness.Restart();
        Assert.Single(harness.Effects.OfType<Effect.Kill>());
        harness.Killed(job, 1);
        harness.Exit(job, 2, 0, 1);
        Assert.Equal(JobState.Canceled, harness.Job(job).State);
    }

    [Fact]
    public void A_sweep_in_a_canceled_job_is_Canceled_and_runs_on_when_queued_again()
    {
        var job = harness.New(new JobProperties { MinCores = 2, MaxCores = 2 });
        harness.Add(job, new TaskProperties { CommandLine = "part *", Type = TaskType.ParametricSweep, StartValue = 10, EndValue = 15 });
        harness.Submit(job);
        harness.Exit(job, 1, 0, 1);
        harness.Stop(job, force: true);
        harness.Killed(job, 1, 2);
        harness.Killed(job, 1, 3);
        Assert.Equal(TaskState.Canceled, harness.Task(job, 1).State);
        Assert.Equal(3, harness.Job(job).Counts.Queued);

        harness.Started.Clear();
        harness.Submit(job);
        for (var subTask = 2; subTask <= 6; subTask++)
            harness.Exit(job, 1, 0, subTask);
        Assert.Equal(["part 11", "part 12", "part 13", "part 14", "part 15"], harness.Started);
        Assert.Equal(TaskState.Finished, harness.Task(job, 1).State);
        Assert.Equal(JobState.Finished, harness.Job(job).State);
    }

    private int Submitted(string command, int cores = 1)
    {
        var job = harness.New(new JobProperties { MinCores = cores, MaxCores = cores });
        harness.Add(job, new TaskProperties { CommandLine = command, MinCores = cores, MaxCores = cores });
        Assert.Null(harness.Submit(job));
        return job;
    }

    private int WithRelease()
    {
        var job = harness.New();
        harness.Add(job, "work");
        harness.Add(job, new TaskProperties { CommandLine = "release", Type = TaskType.NodeRelease });
        harness.Submit(job);
        harness.Start(job, 1);
        return job;
    }
}
