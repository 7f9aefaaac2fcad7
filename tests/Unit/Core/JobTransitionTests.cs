using HpcScheduler.Core;
using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Ports;

namespace HpcScheduler.Unit.Core;

/// <summary>A job from its making to its end by itself, row by row (scheduler reference, section 2.2); each test is named after its row.</summary>
public sealed class JobTransitionTests
{
    private readonly CoreHarness _harness = new();

    [Fact]
    public void J1_A_new_job_belongs_to_whoever_makes_it()
    {
        var job = _harness.New(new JobProperties { Name = "name" });
        Assert.Equal("owner", _harness.Job(job).Owner);
        Assert.Equal("name", _harness.Job(job).Properties.Name);
    }

    [Fact]
    public void J2_A_new_job_is_Configuring_with_the_next_number()
    {
        _harness.New();
        var job = _harness.New();
        Assert.Equal(2, job);
        Assert.Equal(JobState.Configuring, _harness.Job(job).State);
        Assert.Equal(_harness.Now, _harness.Job(job).CreateTime);
        Assert.Null(_harness.Job(job).SubmitTime);
        Assert.Equal([JobHistoryEvent.Created], _harness.History(job).Select(row => row.Event));
    }

    [Fact]
    public void J3_A_job_is_submitted_with_its_tasks()
    {
        Fill();
        var job = _harness.New();
        _harness.Add(job, "work");
        _harness.Now += TimeSpan.FromSeconds(1);
        Assert.Null(_harness.Submit(job));
        Assert.Equal(_harness.Now, _harness.Job(job).SubmitTime);
        Assert.Equal(_harness.Now, _harness.Task(job, 1).SubmitTime);
        Assert.Equal(TaskState.Queued, _harness.Task(job, 1).State);
        Assert.Equal([JobHistoryEvent.Created, JobHistoryEvent.Submitted], _harness.History(job).Select(row => row.Event));
    }

    [Theory]
    [InlineData(JobState.Submitted)]
    [InlineData(JobState.Validating)]
    [InlineData(JobState.Queued)]
    [InlineData(JobState.Running)]
    [InlineData(JobState.Finishing)]
    [InlineData(JobState.Canceling)]
    [InlineData(JobState.Finished)]
    public void J3_A_job_in_another_state_is_not_submitted(JobState state)
    {
        var job = InState.Job(_harness, state);
        var before = _harness.Job(job);
        var error = Assert.Throws<SchedulerException>(() => _harness.Submit(job));
        Assert.Same(SchedulerErrors.JobNotSubmittable, error.Error);
        Assert.Contains(state.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Equal(before, _harness.Job(job));
    }

    [Fact]
    public void J6_A_submitted_job_passes_through_validation()
    {
        Fill();
        var job = _harness.Submitted("work");
        Assert.Equal(JobState.Validating, JobLifecycle.Next(JobState.Submitted, JobEvent.Validate));
        Assert.Equal(JobState.Validating, _harness.Job(job).PreviousState);
    }

    [Fact]
    public void J7_A_job_that_is_not_valid_fails_with_its_tasks()
    {
        var job = _harness.New(Some.Cores(1));
        _harness.Add(job, new TaskProperties { CommandLine = "wide", MinCores = 2, MaxCores = 2 });
        _harness.Add(job, "work");
        var error = _harness.Submit(job);
        Assert.Same(SchedulerErrors.TaskExceedsJob, error?.Error);
        Assert.Equal((JobState.Validating, JobState.Failed), (_harness.Job(job).PreviousState, _harness.Job(job).State));
        Assert.Equal(SchedulerErrors.TaskExceedsJob.ErrorCode, _harness.Job(job).ErrorCode);
        Assert.Equal(error!.Message, _harness.Job(job).ErrorMessage);
        Assert.Equal(_harness.Now, _harness.Job(job).EndTime);
        Assert.All(_harness.Tasks(job), task => Assert.Equal(TaskState.Failed, task.State));
        Assert.Equal(SchedulerErrors.TaskExceedsJob.ErrorCode, _harness.Task(job, 1).ErrorCode);
        Assert.Equal(ReasonCodes.TaskFailedOnJobValidationFault, _harness.Task(job, 2).ErrorCode);
        Assert.Equal(JobHistoryEvent.Failed, _harness.History(job)[^1].Event);
    }

    [Fact]
    public void J8_A_valid_job_is_queued_with_its_tasks_and_what_they_need()
    {
        Fill();
        var job = _harness.Submitted(
            new JobProperties(), new TaskProperties { CommandLine = "wide", MinCores = 2, MaxCores = 3 }, Some.Task("work"));
        Assert.Equal((JobState.Validating, JobState.Queued), (_harness.Job(job).PreviousState, _harness.Job(job).State));
        Assert.Equal((2, 4), (_harness.Job(job).MinCores, _harness.Job(job).MaxCores));
        Assert.All(_harness.Tasks(job), task => Assert.Equal((TaskState.Validating, TaskState.Queued), (task.PreviousState, task.State)));
    }

    [Fact]
    public void J9_A_job_that_cannot_start_says_why()
    {
        Fill();
        var next = _harness.Submitted(Some.Cores(4), Some.Task("next"));
        var later = _harness.Submitted("later");
        var low = _harness.Submitted(new JobProperties { ExpandedPriority = 0 }, Some.Task("low"));
        Assert.Equal(PendingReason.NotEnoughResource, _harness.Job(next).PendingReason);
        Assert.Equal(PendingReason.JobSubmittedEarlier, _harness.Job(later).PendingReason);
        Assert.Equal(PendingReason.HigherPriorityJob, _harness.Job(low).PendingReason);
        _harness.Exit(1, 1);
        Assert.Equal(PendingReason.None, _harness.Job(next).PendingReason);
        Assert.Equal(PendingReason.NotEnoughResource, _harness.Job(later).PendingReason);
    }

    [Fact]
    public void J10_A_job_on_hold_waits_though_there_are_cores()
    {
        var job = _harness.Submitted(new JobProperties { HoldUntil = _harness.Now.AddHours(1).UtcDateTime }, Some.Task("work"));
        Assert.Equal(JobState.Queued, _harness.Job(job).State);
        Assert.Equal(PendingReason.HeldByUser, _harness.Job(job).PendingReason);
        _harness.Pass(TimeSpan.FromHours(1));
        Assert.Equal(JobState.Running, _harness.Job(job).State);
    }

    [Fact]
    public void J12_A_job_starts_with_its_minimum_once_its_hold_has_passed_and_its_parents_have_finished()
    {
        var parent = _harness.Submitted("parent");
        var job = _harness.Submitted(
            new JobProperties { MinCores = 2, MaxCores = 3, ParentJobIds = [parent], HoldUntil = _harness.Now.AddHours(1).UtcDateTime },
            Some.NodePrep,
            Some.Task("work"));
        Assert.Equal(PendingReason.ParentJobsNotFinished, _harness.Job(job).PendingReason);
        _harness.Exit(parent, 1);
        Assert.Equal(PendingReason.HeldByUser, _harness.Job(job).PendingReason);
        _harness.Pass(TimeSpan.FromHours(1));
        Assert.Equal((JobState.Queued, JobState.Running), (_harness.Job(job).PreviousState, _harness.Job(job).State));
        Assert.Equal(PendingReason.None, _harness.Job(job).PendingReason);
        Assert.Equal(_harness.Now, _harness.Job(job).StartTime);
        Assert.Equal(2, _harness.Job(job).AllocatedCores);
        Assert.Equal(["node"], _harness.Job(job).AllocatedNodes);
        Assert.Equal(["parent", "prepare"], _harness.Started);
        Assert.Equal(JobHistoryEvent.Started, _harness.History(job)[^1].Event);
        _harness.Exit(job, 1, 0, 1);
        Assert.Equal(["parent", "prepare", "work"], _harness.Started);
    }

    [Fact]
    public void J13_A_job_whose_tasks_finished_releases_its_node_and_is_Finished()
    {
        var job = WithRelease("work");
        _harness.Exit(job, 1);
        Assert.Equal(JobState.Finishing, _harness.Job(job).State);
        Assert.Null(_harness.Job(job).EndTime);
        Assert.Equal(["work", "release"], _harness.Started);
        _harness.Exit(job, 2, 0, 1);
        Assert.Equal((JobState.Finishing, JobState.Finished), (_harness.Job(job).PreviousState, _harness.Job(job).State));
        Assert.Equal(ReasonCodes.None, _harness.Job(job).ErrorCode);
        Assert.Equal(_harness.Now, _harness.Job(job).EndTime);
        Assert.Equal(0, _harness.Job(job).AllocatedCores);
        Assert.Equal(JobHistoryEvent.Finished, _harness.History(job)[^1].Event);
    }

    [Fact]
    public void J14_A_job_fails_after_all_its_tasks_had_their_chance()
    {
        var job = WithRelease("bad", "good");
        _harness.Exit(job, 1, 7);
        Assert.Equal(JobState.Running, _harness.Job(job).State);
        _harness.Exit(job, 2);
        Assert.Equal(JobState.Finishing, _harness.Job(job).State);
        _harness.Exit(job, 3, 0, 1);
        Assert.Equal((JobState.Finishing, JobState.Failed), (_harness.Job(job).PreviousState, _harness.Job(job).State));
        Assert.Equal(ReasonCodes.TaskFailure, _harness.Job(job).ErrorCode);
        Assert.Contains("Task 1.1 failed: The task ended with exit code 7.", _harness.Job(job).ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(TaskState.Finished, _harness.Task(job, 2).State);
        Assert.Equal(JobHistoryEvent.Failed, _harness.History(job)[^1].Event);
    }

    [Fact]
    public void J15_A_job_with_FailOnTaskFailure_fails_at_once()
    {
        var job = _harness.Submitted(
            new JobProperties { FailOnTaskFailure = true, MinCores = 1, MaxCores = 2 },
            Some.Task("bad"),
            Some.Task("runs"),
            Some.Task("waits"),
            Some.NodeRelease);
        _harness.Start(job, 2);
        _harness.Exit(job, 1, 1);
        Assert.Equal((JobState.Running, JobState.Canceling), (_harness.Job(job).PreviousState, _harness.Job(job).State));
        Assert.Single(_harness.Effects.OfType<Effect.Stop>());
        _harness.Pass(TimeSpan.FromSeconds(15));
        Assert.Single(_harness.Effects.OfType<Effect.Kill>());
        _harness.Killed(job, 2);
        _harness.Exit(job, 4, 0, 1);
        Assert.Equal((JobState.Canceling, JobState.Failed), (_harness.Job(job).PreviousState, _harness.Job(job).State));
        Assert.Equal(ReasonCodes.TaskFailure, _harness.Job(job).ErrorCode);
        Assert.Contains("1.1", _harness.Job(job).ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(
            [TaskState.Failed, TaskState.Failed, TaskState.Queued, TaskState.Finished],
            _harness.Tasks(job).Where(task => task.Key.SubTaskId == 0).Select(task => task.State));
        Assert.Equal(ReasonCodes.TasksJobCanceled, _harness.Task(job, 2).ErrorCode);
        Assert.Equal(["bad", "runs", "release"], _harness.Started);
    }

    [Fact]
    public void J24_A_job_that_is_put_on_hold_while_it_runs_goes_back_to_the_queue()
    {
        var job = _harness.Submitted(Some.Cores(1), Some.Task("first"), Some.Task("second"));
        _harness.SetJob(job, new JobProperties { HoldUntil = _harness.Now.AddHours(1).UtcDateTime });
        Assert.Equal(JobState.Running, _harness.Job(job).State);
        Assert.Empty(_harness.Effects);
        _harness.Exit(job, 1);
        Assert.Equal((JobState.Running, JobState.Queued), (_harness.Job(job).PreviousState, _harness.Job(job).State));
        Assert.Equal(PendingReason.HeldByUser, _harness.Job(job).PendingReason);
        Assert.Equal(0, _harness.Job(job).AllocatedCores);
        Assert.Equal(["first"], _harness.Started);
        _harness.Pass(TimeSpan.FromHours(1));
        Assert.Equal(["first", "second"], _harness.Started);
    }

    [Theory]
    [InlineData(AttemptOutcome.StartFailed)]
    [InlineData(AttemptOutcome.Lost)]
    public void J25_A_job_whose_node_the_system_could_not_prepare_is_queued_again(AttemptOutcome outcome)
    {
        var job = WithPreparation();
        _harness.Ended(outcome, job, 1, 1);
        Assert.Equal(1, _harness.Job(job).AutoRequeueCount);
        Assert.Equal(0, _harness.Job(job).RequeueCount);
        Assert.Contains(_harness.History(job), row => row is { Event: JobHistoryEvent.Requeued, Actor: "" });
        Assert.Equal(["prepare", "prepare"], _harness.Started);
        _harness.Exit(job, 1, 0, 1);
        Assert.Equal(["prepare", "prepare", "work"], _harness.Started);
    }

    [Fact]
    public void J26_A_job_whose_retries_are_used_up_fails()
    {
        var job = WithPreparation();
        for (var run = 0; run <= _harness.Settings.JobRetryCount; run++)
        {
            Assert.Equal(JobState.Running, _harness.Job(job).State);
            _harness.Ended(AttemptOutcome.Lost, job, 1, 1, "gone");
        }

        Assert.Equal((JobState.Finishing, JobState.Failed), (_harness.Job(job).PreviousState, _harness.Job(job).State));
        Assert.Equal(ReasonCodes.ResourceFailure, _harness.Job(job).ErrorCode);
        Assert.Contains("gone", _harness.Job(job).ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(3, _harness.Job(job).AutoRequeueCount);
        Assert.Equal(TaskState.Queued, _harness.Task(job, 2).State);
        Assert.Equal(4, _harness.Started.Count);
    }

    [Fact]
    public void J27_A_reservation_runs_without_tasks_until_it_is_canceled()
    {
        var job = _harness.Submitted(new JobProperties { MinCores = 2, MaxCores = 2, RunUntilCanceled = true });
        Assert.Equal(JobState.Running, _harness.Job(job).State);
        Assert.Equal(2, _harness.Job(job).AllocatedCores);
        _harness.Pass(TimeSpan.FromDays(30));
        Assert.Equal(JobState.Running, _harness.Job(job).State);
        _harness.Stop(job);
        Assert.Equal(JobState.Canceled, _harness.Job(job).State);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(1, null)]
    [InlineData(null, 1)]
    public void J27_A_reservation_needs_a_minimum_and_a_maximum(int? minimum, int? maximum)
    {
        var job = _harness.New(new JobProperties { MinCores = minimum, MaxCores = maximum, RunUntilCanceled = true });
        Assert.Same(SchedulerErrors.RunUntilCanceledWithoutCount, _harness.Submit(job)?.Error);
        Assert.Equal(JobState.Failed, _harness.Job(job).State);
    }

    [Fact]
    public void J28_A_job_without_tasks_is_Finished()
    {
        var job = _harness.Submitted();
        Assert.Equal((JobState.Queued, JobState.Finished), (_harness.Job(job).PreviousState, _harness.Job(job).State));
        Assert.Equal(_harness.Now, _harness.Job(job).EndTime);
        Assert.Null(_harness.Job(job).StartTime);
    }

    private void Fill() => _harness.Submitted(Some.Cores(4), new TaskProperties { CommandLine = "before", MinCores = 4, MaxCores = 4 });

    private int WithRelease(params string[] commands) => _harness.Submitted(
        new JobProperties(), [.. commands.Select(Some.Task), Some.NodeRelease]);

    private int WithPreparation() => _harness.Submitted(new JobProperties(), Some.NodePrep, Some.Task("work"));
}
