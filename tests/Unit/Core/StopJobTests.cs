using HpcScheduler.Core;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Core;

/// <summary>The cancel of a job, clause by clause (scheduler reference, sections 3.1 to 3.4).</summary>
public sealed class StopJobTests
{
    private readonly CoreHarness _harness = new();

    [Fact]
    public void A_configuring_job_is_canceled_at_once_and_its_tasks_stay()
    {
        var job = _harness.New();
        _harness.Add(job, "true");
        _harness.Stop(job, "no more");

        Assert.Equal(JobState.Canceled, _harness.Job(job).State);
        Assert.Equal(JobState.Configuring, _harness.Job(job).PreviousState);
        Assert.Equal("no more", _harness.Job(job).ErrorMessage);
        Assert.Equal(ReasonCodes.CanceledByUser, _harness.Job(job).ErrorCode);
        Assert.Equal(CancelRequest.CancelByUser, _harness.Job(job).CancelRequest);
        Assert.Equal("owner", _harness.Job(job).CanceledBy);
        Assert.Equal(_harness.Now, _harness.Job(job).CancelTime);
        Assert.Equal(_harness.Now, _harness.Job(job).EndTime);
        Assert.Equal(TaskState.Configuring, _harness.Task(job, 1).State);
        Assert.Empty(_harness.Started);
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
        Assert.Equal(JobState.Queued, _harness.Job(second).State);
        _harness.Stop(second);
        Assert.Equal(JobState.Canceled, _harness.Job(second).State);
        Assert.Equal(TaskState.Queued, _harness.Task(second, 1).State);

        _harness.Exit(first, 1);
        Assert.Equal(["sleep"], _harness.Started);
    }

    [Fact]
    public void Running_tasks_get_the_stop_signal_then_time_then_the_kill_and_end_Failed()
    {
        var job = Submitted("sleep");
        _harness.Start(job, 1);
        _harness.Stop(job, "enough");
        Assert.Equal(JobState.Canceling, _harness.Job(job).State);
        Assert.Equal(TaskState.Canceling, _harness.Task(job, 1).State);
        Assert.Single(_harness.Effects.OfType<Effect.Stop>());

        _harness.Pass(TimeSpan.FromSeconds(14.999));
        Assert.Empty(_harness.Effects);
        _harness.Pass(TimeSpan.FromMilliseconds(1));
        Assert.Single(_harness.Effects.OfType<Effect.Kill>());
        _harness.Killed(job, 1);

        var task = _harness.Task(job, 1);
        Assert.Equal(TaskState.Failed, task.State);
        Assert.Equal(ReasonCodes.TasksJobCanceled, task.ErrorCode);
        Assert.Equal(137, task.ExitCode);
        Assert.Equal(JobState.Canceled, _harness.Job(job).State);
        Assert.Equal("enough", _harness.Job(job).ErrorMessage);
        Assert.Equal(0, _harness.Job(job).AllocatedCores);
    }

    [Fact]
    public void A_task_that_ends_well_in_its_grace_period_is_Failed_all_the_same()
    {
        var job = Submitted("trap");
        _harness.Start(job, 1);
        _harness.Stop(job);
        _harness.Exit(job, 1, 0);
        Assert.Equal(TaskState.Failed, _harness.Task(job, 1).State);
        Assert.Equal(0, _harness.Task(job, 1).ExitCode);
        Assert.Equal(JobState.Canceled, _harness.Job(job).State);
    }

    [Fact]
    public void Finished_failed_queued_and_canceled_tasks_stay_as_they_are()
    {
        var job = _harness.New(new JobProperties { MinCores = 1, MaxCores = 1 });
        foreach (var command in new[] { "ok", "bad", "runs", "waits", "unwanted" })
            _harness.Add(job, command);
        _harness.Submit(job);
        _harness.StopTask(job, 5, message: "not this one");
        _harness.Exit(job, 1);
        _harness.Exit(job, 2, 3);
        _harness.Start(job, 3);
        _harness.Stop(job);
        _harness.Killed(job, 3);

        Assert.Equal(
            [TaskState.Finished, TaskState.Failed, TaskState.Failed, TaskState.Queued, TaskState.Canceled],
            _harness.Tasks(job).Select(task => task.State));
        Assert.Equal(JobState.Canceled, _harness.Job(job).State);
    }

    [Fact]
    public void Queued_again_only_what_did_not_finish_and_was_not_canceled_before_it_ran_is_run()
    {
        var job = _harness.New(new JobProperties { MinCores = 1, MaxCores = 1 });
        foreach (var command in new[] { "finished", "running", "queued", "canceled" })
            _harness.Add(job, command);
        _harness.Submit(job);
        _harness.StopTask(job, 4);
        _harness.Exit(job, 1);
        _harness.Stop(job, "why");
        _harness.Killed(job, 2);
        _harness.Started.Clear();

        Assert.Null(_harness.Submit(job));
        Assert.Equal(JobState.Running, _harness.Job(job).State);
        Assert.Equal("", _harness.Job(job).ErrorMessage);
        Assert.Equal(0, _harness.Job(job).ErrorCode);
        Assert.Equal(1, _harness.Job(job).RequeueCount);
        _harness.Exit(job, 2);
        _harness.Exit(job, 3);
        Assert.Equal(["running", "queued"], _harness.Started);
        Assert.Equal(
            [TaskState.Finished, TaskState.Finished, TaskState.Finished, TaskState.Canceled],
            _harness.Tasks(job).Select(task => task.State));
        Assert.Equal(2, _harness.Task(job, 2).Instance);
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
    }

    [Fact]
    public void The_node_release_task_runs_after_a_plain_cancel_and_is_bounded()
    {
        var job = WithRelease();
        _harness.Stop(job);
        _harness.Killed(job, 1);
        Assert.Equal(["work", "release"], _harness.Started);
        Assert.Equal(JobState.Canceling, _harness.Job(job).State);

        _harness.Pass(TimeSpan.FromSeconds(15));
        Assert.Single(_harness.Effects.OfType<Effect.Kill>());
        _harness.Killed(job, 2, 1);
        Assert.Equal(JobState.Canceled, _harness.Job(job).State);
        Assert.Equal(TaskState.Failed, _harness.Task(job, 2).State);
    }

    [Fact]
    public void The_node_release_task_runs_again_when_the_job_does()
    {
        var job = WithRelease();
        _harness.Stop(job);
        _harness.Killed(job, 1);
        _harness.Exit(job, 2, 0, 1);
        _harness.Submit(job);
        _harness.Exit(job, 1);
        _harness.Exit(job, 2, 0, 1);
        Assert.Equal(["work", "release", "work", "release"], _harness.Started);
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
    }

    [Fact]
    public void A_forced_cancel_kills_at_once_and_runs_no_node_release_task()
    {
        var job = WithRelease();
        _harness.Stop(job, force: true);
        Assert.Single(_harness.Effects.OfType<Effect.Kill>());
        Assert.Empty(_harness.Effects.OfType<Effect.Stop>());
        _harness.Killed(job, 1);
        Assert.Equal(JobState.Canceled, _harness.Job(job).State);
        Assert.Equal(["work"], _harness.Started);
    }

    [Fact]
    public void A_forced_cancel_hurries_a_plain_one()
    {
        var job = WithRelease();
        _harness.Stop(job, "first");
        _harness.Stop(job, force: true);
        Assert.Single(_harness.Effects.OfType<Effect.Kill>());
        _harness.Killed(job, 1);
        Assert.Equal(JobState.Canceled, _harness.Job(job).State);
        Assert.Equal("first", _harness.Job(job).ErrorMessage);
        Assert.Equal(CancelRequest.CancelForceByUser, _harness.Job(job).CancelRequest);
    }

    [Fact]
    public void A_forced_cancel_ends_a_node_release_under_way()
    {
        var job = WithRelease();
        _harness.Stop(job);
        _harness.Killed(job, 1);
        _harness.Stop(job, force: true);
        Assert.Single(_harness.Effects.OfType<Effect.Kill>());
        _harness.Killed(job, 2, 1);
        Assert.Equal(JobState.Canceled, _harness.Job(job).State);
    }

    [Fact]
    public void A_graceful_cancel_starts_nothing_new_and_lets_running_tasks_earn_their_result()
    {
        var job = _harness.New(new JobProperties { MinCores = 1, MaxCores = 1 });
        _harness.Add(job, "runs");
        _harness.Add(job, "waits");
        _harness.Submit(job);
        _harness.Stop(job, graceful: true);
        Assert.Empty(_harness.Effects);
        _harness.Pass(TimeSpan.FromDays(1));
        Assert.Empty(_harness.Effects);
        _harness.Exit(job, 1);
        Assert.Equal([TaskState.Finished, TaskState.Queued], _harness.Tasks(job).Select(task => task.State));
        Assert.Equal(JobState.Canceled, _harness.Job(job).State);
        Assert.Equal(["runs"], _harness.Started);
    }

    [Fact]
    public void A_plain_cancel_hurries_a_graceful_one()
    {
        var job = Submitted("runs");
        _harness.Stop(job, graceful: true);
        _harness.Stop(job);
        Assert.Single(_harness.Effects.OfType<Effect.Stop>());
        _harness.Killed(job, 1);
        Assert.Equal(TaskState.Failed, _harness.Task(job, 1).State);
    }

    [Fact]
    public void A_finished_job_ends_Finished_with_its_running_tasks_and_drops_the_others()
    {
        var job = _harness.New(new JobProperties { MinCores = 1, MaxCores = 1 });
        _harness.Add(job, "runs");
        _harness.Add(job, "waits");
        _harness.Submit(job);
        _harness.Stop(job, "good enough", finish: true);
        Assert.Single(_harness.Effects.OfType<Effect.Stop>());
        _harness.Killed(job, 1);
        Assert.Equal([TaskState.Finished, TaskState.Canceled], _harness.Tasks(job).Select(task => task.State));
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
        Assert.Equal(ReasonCodes.FinishedByUser, _harness.Job(job).ErrorCode);
        Assert.Equal("good enough", _harness.Job(job).ErrorMessage);
    }

    [Fact]
    public void A_job_finished_by_force_is_killed_at_once_and_ends_Finished_without_node_release()
    {
        var job = WithRelease();
        _harness.Stop(job, "now", force: true, finish: true);
        Assert.Single(_harness.Effects.OfType<Effect.Kill>());
        Assert.Empty(_harness.Effects.OfType<Effect.Stop>());
        _harness.Killed(job, 1);
        Assert.Equal(TaskState.Finished, _harness.Task(job, 1).State);
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
        Assert.Equal("now", _harness.Job(job).ErrorMessage);
        Assert.Equal(["work"], _harness.Started);
    }

    [Theory]
    [InlineData(JobState.Finished)]
    [InlineData(JobState.Failed)]
    [InlineData(JobState.Canceled)]
    public void An_ended_job_is_refused_with_its_state(JobState state)
    {
        var job = Submitted("work");
        if (state == JobState.Canceled)
            _harness.Stop(job, force: true);
        _harness.End(new TaskKey(job, 1), new AttemptEnd
        {
            Outcome = AttemptOutcome.Exited, ExitCode = state == JobState.Finished ? 0 : 1, Time = _harness.Now,
        });
        Assert.Equal(state, _harness.Job(job).State);
        var before = _harness.Job(job);

        var error = Assert.Throws<SchedulerException>(() => _harness.Stop(job, "too late"));
        Assert.Equal("HpcJobNotCancelable", error.Error.Id);
        Assert.Contains(state.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Equal(job, error.Target);
        Assert.Equal(before, _harness.Job(job));
    }

    [Fact]
    public void An_unknown_job_is_refused()
    {
        Assert.Equal("HpcJobNotFound", Assert.Throws<SchedulerException>(() => _harness.Stop(99)).Error.Id);
        Assert.Equal("HpcJobNotFound", Assert.Throws<SchedulerException>(() => _harness.Stop(-1)).Error.Id);
    }

    [Fact]
    public void A_message_of_320_characters_is_kept_whole_and_one_of_321_is_refused_before_anything_happens()
    {
        var job = Submitted("work");
        var limit = string.Concat(Enumerable.Repeat("𝄞", 319)) + "ß";
        var error = Assert.Throws<SchedulerException>(() => _harness.Stop(job, limit + "!"));
        Assert.Equal("HpcMessageTooLong", error.Error.Id);
        Assert.Equal(JobState.Running, _harness.Job(job).State);

        _harness.Stop(job, limit);
        _harness.Killed(job, 1);
        Assert.Equal(limit, _harness.Job(job).ErrorMessage);
    }

    [Fact]
    public void Force_and_graceful_together_are_refused() =>
        Assert.Equal("HpcForceAndGraceful", Assert.Throws<SchedulerException>(
            () => _harness.Stop(Submitted("work"), force: true, graceful: true)).Error.Id);

    [Fact]
    public void Others_than_owner_and_administrator_may_not_cancel()
    {
        var job = Submitted("work");
        var stop = new StopJob(job, "", false, false, false);
        var error = Assert.Throws<SchedulerException>(
            () => _harness.Turn(core => core.Handle(stop, CoreHarness.Stranger)));
        Assert.Equal("HpcPermissionDenied", error.Error.Id);
        Assert.Equal(JobState.Canceling, _harness.Turn(core => core.Handle(stop, CoreHarness.Administrator)).State);
    }

    [Fact]
    public void A_command_job_is_canceled_by_administrators_only()
    {
        var record = new JobRecord
        {
            Id = 7, Owner = "owner", JobType = JobType.Admin, Properties = new JobProperties(), State = JobState.Configuring,
            CreateTime = _harness.Now, ChangeTime = _harness.Now,
        };
        var store = new HpcScheduler.Storage.MemoryStore();
        store.Commit(new ChangeSet { Jobs = [record], LastJobId = 7 });
        var core = new SchedulerCore(store, store.Load(), "/scheduler");
        core.Begin(_harness.Now);
        var stop = new StopJob(7, "", false, false, false);
        Assert.Equal("HpcPermissionDenied", Assert.Throws<SchedulerException>(() => core.Handle(stop, CoreHarness.Owner)).Error.Id);
        Assert.Equal(JobState.Canceled, core.Handle(stop, CoreHarness.Administrator).State);
    }

    [Fact]
    public void Processes_that_do_not_die_do_not_keep_the_job_and_their_cores_are_fenced()
    {
        var job = Submitted("immortal", cores: 4);
        _harness.Stop(job, force: true);
        _harness.Pass(TimeSpan.FromSeconds(15));
        Assert.Equal(JobState.Canceled, _harness.Job(job).State);
        Assert.Equal(TaskState.Failed, _harness.Task(job, 1).State);

        var next = Submitted("next", cores: 4);
        Assert.Equal(JobState.Queued, _harness.Job(next).State);
        _harness.Killed(job, 1);
        Assert.Equal(JobState.Running, _harness.Job(next).State);
    }

    [Fact]
    public void The_job_stays_readable_until_TtlCompletedJobs_has_passed()
    {
        var job = Submitted("work");
        _harness.Stop(job, force: true);
        _harness.Killed(job, 1);
        var days = TimeSpan.FromDays(_harness.Settings.TtlCompletedJobs);
        _harness.Pass(days);
        Assert.True(_harness.Exists(job));
        var cleanUp = TimeSpan.FromHours(_harness.Settings.JobCleanUpHour);
        Assert.Equal(_harness.Now + cleanUp, _harness.Core.NextDeadline);
        _harness.Pass(cleanUp);
        Assert.False(_harness.Exists(job));
        Assert.Equal(job, Assert.Single(_harness.Effects.OfType<Effect.Forget>()).JobId);
        Assert.Null(_harness.Core.NextDeadline);
    }

    [Fact]
    public void After_a_restart_the_cancel_goes_on_where_it_was()
    {
        var job = WithRelease();
        _harness.Stop(job);
        _harness.Restart();
        Assert.Single(_harness.Effects.OfType<Effect.Adopt>());
        Assert.Single(_harness.Effects.OfType<Effect.Stop>());
        _harness.Pass(TimeSpan.FromSeconds(15));
        Assert.Single(_harness.Effects.OfType<Effect.Kill>());
        _harness.Restart();
        Assert.Single(_harness.Effects.OfType<Effect.Kill>());
        _harness.Killed(job, 1);
        _harness.Exit(job, 2, 0, 1);
        Assert.Equal(JobState.Canceled, _harness.Job(job).State);
    }

    [Fact]
    public void A_sweep_in_a_canceled_job_is_Canceled_and_runs_on_when_queued_again()
    {
        var job = _harness.New(new JobProperties { MinCores = 2, MaxCores = 2 });
        _harness.Add(job, new TaskProperties { CommandLine = "part *", Type = TaskType.ParametricSweep, StartValue = 10, EndValue = 15 });
        _harness.Submit(job);
        _harness.Exit(job, 1, 0, 1);
        _harness.Stop(job, force: true);
        _harness.Killed(job, 1, 2);
        _harness.Killed(job, 1, 3);
        Assert.Equal(TaskState.Canceled, _harness.Task(job, 1).State);
        Assert.Equal(3, _harness.Job(job).Counts.Queued);

        _harness.Started.Clear();
        _harness.Submit(job);
        for (var subTask = 2; subTask <= 6; subTask++)
            _harness.Exit(job, 1, 0, subTask);
        Assert.Equal(["part 11", "part 12", "part 13", "part 14", "part 15"], _harness.Started);
        Assert.Equal(TaskState.Finished, _harness.Task(job, 1).State);
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
    }

    private int Submitted(string command, int cores = 1)
    {
        var job = _harness.New(new JobProperties { MinCores = cores, MaxCores = cores });
        _harness.Add(job, new TaskProperties { CommandLine = command, MinCores = cores, MaxCores = cores });
        Assert.Null(_harness.Submit(job));
        return job;
    }

    private int WithRelease()
    {
        var job = _harness.New();
        _harness.Add(job, "work");
        _harness.Add(job, new TaskProperties { CommandLine = "release", Type = TaskType.NodeRelease });
        _harness.Submit(job);
        _harness.Start(job, 1);
        return job;
    }
}
