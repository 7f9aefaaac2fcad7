using HpcScheduler.Core;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Unit.Core;

/// <summary>A task that is stopped, lost or queued again, row by row (scheduler reference, section 2.3); each test is named after its row.</summary>
public sealed class TaskStopTransitionTests
{
    private readonly CoreHarness _harness = new();

    [Fact]
    public void T13_A_running_task_that_is_canceled_fails_with_the_message()
    {
        var key = InState.Task(_harness, TaskState.Running);
        _harness.StopTask(key.JobId, key.TaskId, message: "wrong one");
        Assert.Equal((TaskState.Running, TaskState.Canceling), (Task(key).PreviousState, Task(key).State));
        Assert.Single(_harness.Effects.OfType<Effect.Stop>());
        _harness.Killed(key.JobId, key.TaskId);
        Assert.Equal((TaskState.Canceling, TaskState.Failed), (Task(key).PreviousState, Task(key).State));
        Assert.Equal((ReasonCodes.TaskCanceledDuringExecution, "wrong one"), (Task(key).ErrorCode, Task(key).ErrorMessage));
        Assert.Equal((CancelRequest.CancelByUser, "owner"), (Task(key).CancelRequest, Task(key).CanceledBy));
        Assert.Equal(JobState.Running, _harness.Job(key.JobId).State);
    }

    [Fact]
    public void T13_A_running_task_whose_job_is_canceled_fails()
    {
        var key = InState.Task(_harness, TaskState.Running);
        _harness.Stop(key.JobId, "enough");
        Assert.Equal(TaskState.Canceling, Task(key).State);
        _harness.Killed(key.JobId, key.TaskId);
        Assert.Equal((TaskState.Canceling, TaskState.Failed), (Task(key).PreviousState, Task(key).State));
        Assert.Equal((ReasonCodes.TasksJobCanceled, "Job 1 was canceled."), (Task(key).ErrorCode, Task(key).ErrorMessage));
        Assert.Equal(CancelRequest.None, Task(key).CancelRequest);
    }

    [Theory]
    [InlineData(TaskState.Configuring)]
    [InlineData(TaskState.Queued)]
    public void T14_A_task_that_has_not_run_is_Canceled_with_the_message(TaskState state)
    {
        var key = InState.Task(_harness, state);
        _harness.StopTask(key.JobId, key.TaskId, message: "not this one");
        Assert.Equal((state, TaskState.Canceled), (Task(key).PreviousState, Task(key).State));
        Assert.Equal((ReasonCodes.CanceledByUser, "not this one"), (Task(key).ErrorCode, Task(key).ErrorMessage));
        Assert.Equal(_harness.Now, Task(key).EndTime);
        Assert.DoesNotContain("work", _harness.Started);
    }

    [Theory]
    [InlineData(TaskState.Finished)]
    [InlineData(TaskState.Failed)]
    [InlineData(TaskState.Canceled)]
    public void T14_A_task_that_has_ended_is_not_canceled(TaskState state)
    {
        var key = InState.Task(_harness, state);
        var before = Task(key);
        var error = Assert.Throws<SchedulerException>(() => _harness.StopTask(key.JobId, key.TaskId));
        Assert.Same(SchedulerErrors.TaskNotCancelable, error.Error);
        Assert.Contains(state.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Task(key));
    }

    [Fact]
    public void T15_A_queued_task_of_a_canceled_job_stays_Queued()
    {
        var key = InState.Task(_harness, TaskState.Queued);
        _harness.Stop(key.JobId, force: true);
        _harness.Killed(key.JobId, 1);
        Assert.Equal(JobState.Canceled, _harness.Job(key.JobId).State);
        Assert.Equal((TaskState.Queued, ReasonCodes.None), (Task(key).State, Task(key).ErrorCode));
    }

    [Fact]
    public void T16_A_running_task_that_is_finished_is_killed_and_Finished()
    {
        var key = InState.Task(_harness, TaskState.Running);
        _harness.StopTask(key.JobId, key.TaskId, message: "good enough", finish: true);
        Assert.Equal((TaskState.Running, TaskState.Finishing), (Task(key).PreviousState, Task(key).State));
        Assert.Single(_harness.Effects.OfType<Effect.Kill>());
        Assert.Empty(_harness.Effects.OfType<Effect.Stop>());
        _harness.Killed(key.JobId, key.TaskId);
        Assert.Equal((TaskState.Finishing, TaskState.Finished), (Task(key).PreviousState, Task(key).State));
        Assert.Equal((ReasonCodes.TaskFinishedDuringExecution, "good enough"), (Task(key).ErrorCode, Task(key).ErrorMessage));
        Assert.Equal(CancelRequest.Finish, Task(key).CancelRequest);
        Assert.Equal(JobState.Running, _harness.Job(key.JobId).State);
    }

    [Fact]
    public void T17_Tasks_of_a_finished_job_are_Finished_if_they_ran_and_Canceled_if_not()
    {
        var key = InState.Task(_harness, TaskState.Queued);
        _harness.Stop(key.JobId, finish: true);
        Assert.Single(_harness.Effects.OfType<Effect.Stop>());
        _harness.Killed(key.JobId, 1);
        Assert.Equal(JobState.Finished, _harness.Job(key.JobId).State);
        Assert.Equal(
            (TaskState.Finished, ReasonCodes.TaskFinishedDuringExecution), (_harness.Task(key.JobId, 1).State, _harness.Task(key.JobId, 1).ErrorCode));
        Assert.Equal((TaskState.Canceled, ReasonCodes.TaskCanceledBeforeAssignment), (Task(key).State, Task(key).ErrorCode));
    }

    [Fact]
    public void T18_A_lost_task_is_queued_again_as_often_as_TaskRetryCount_says()
    {
        var key = InState.Task(_harness, TaskState.Running);
        for (var run = 1; run <= 3; run++)
        {
            _harness.Ended(AttemptOutcome.Lost, key.JobId, key.TaskId);
            Assert.Equal((run, run + 1, 0), (Task(key).AutoRequeueCount, Task(key).Instance, Task(key).RequeueCount));
            _harness.Start(key.JobId, key.TaskId);
        }

        _harness.Ended(AttemptOutcome.Lost, key.JobId, key.TaskId, message: "gone");
        Assert.Equal((TaskState.Running, TaskState.Failed), (Task(key).PreviousState, Task(key).State));
        Assert.Equal((ReasonCodes.ProcessDead, "gone"), (Task(key).ErrorCode, Task(key).ErrorMessage));
    }

    [Fact]
    public void T18_A_lost_task_that_is_not_rerunnable_fails()
    {
        var job = _harness.Submitted(new JobProperties(), new TaskProperties { CommandLine = "once", Rerunnable = false });
        _harness.Ended(AttemptOutcome.Lost, job, 1);
        Assert.Equal((TaskState.Failed, ReasonCodes.ProcessDead), (_harness.Task(job, 1).State, _harness.Task(job, 1).ErrorCode));
    }

    [Theory]
    [InlineData(TaskState.Failed)]
    [InlineData(TaskState.Canceled)]
    public void T20_A_task_that_ended_badly_is_queued_again(TaskState state)
    {
        var key = InState.Task(_harness, state);
        Assert.Null(_harness.RestartTask(key.JobId, key.TaskId));
        if (state == TaskState.Canceled)
            _harness.Exit(key.JobId, 1);
        Assert.Equal((TaskState.Queued, TaskState.Dispatching), (Task(key).PreviousState, Task(key).State));
        Assert.Equal((1, null, ReasonCodes.None), (Task(key).RequeueCount, Task(key).ExitCode, Task(key).ErrorCode));
        Assert.Equal((CancelRequest.None, ""), (Task(key).CancelRequest, Task(key).CancelMessage));
        Assert.Contains(_harness.History(key.JobId), row => row is { Event: JobHistoryEvent.TaskRequeued, Actor: "owner" });
    }

    [Theory]
    [InlineData(TaskState.Dispatching)]
    [InlineData(TaskState.Running)]
    public void T20_A_task_that_runs_is_stopped_first(TaskState state)
    {
        var key = InState.Task(_harness, state);
        Assert.Null(_harness.RestartTask(key.JobId, key.TaskId));
        Assert.Equal((state, TaskState.Canceling), (Task(key).PreviousState, Task(key).State));
        Assert.Equal(CancelRequest.TaskCancelOnRequeue, Task(key).CancelRequest);
        Assert.Single(_harness.Effects.OfType<Effect.Stop>());
        _harness.Killed(key.JobId, key.TaskId);
        Assert.Equal((TaskState.Queued, TaskState.Dispatching), (Task(key).PreviousState, Task(key).State));
        Assert.Equal((1, 2, null), (Task(key).RequeueCount, Task(key).Instance, Task(key).ExitCode));
    }

    [Fact]
    public void T20_A_task_that_waits_has_what_is_asked_for()
    {
        var key = InState.Task(_harness, TaskState.Queued);
        Assert.Null(_harness.RestartTask(key.JobId, key.TaskId));
        Assert.Equal((TaskState.Queued, 0), (Task(key).State, Task(key).RequeueCount));
    }

    [Theory]
    [InlineData(TaskState.Finished)]
    [InlineData(TaskState.Finishing)]
    [InlineData(TaskState.Canceling)]
    public void T20_A_task_in_another_state_is_not_queued_again(TaskState state)
    {
        var key = InState.Task(_harness, state);
        var error = Assert.Throws<SchedulerException>(() => _harness.RestartTask(key.JobId, key.TaskId));
        Assert.Same(SchedulerErrors.TaskNotRestartable, error.Error);
        Assert.Contains(state.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Equal(state, Task(key).State);
    }

    [Fact]
    public void T20_A_task_that_is_not_rerunnable_is_not_queued_again()
    {
        var job = _harness.Submitted(
            new JobProperties(), Some.Task("other"), new TaskProperties { CommandLine = "once", Rerunnable = false });
        _harness.Exit(job, 2, 1);
        Assert.Same(SchedulerErrors.TaskNotRerunnable, Assert.Throws<SchedulerException>(() => _harness.RestartTask(job, 2)).Error);
    }

    [Theory]
    [InlineData(TaskType.NodePrep)]
    [InlineData(TaskType.NodeRelease)]
    [InlineData(TaskType.Service)]
    public void T20_Only_basic_tasks_and_sweeps_are_queued_again(TaskType type)
    {
        var job = _harness.Submitted(
            new JobProperties { RunUntilCanceled = true, MinCores = 1, MaxCores = 1 }, new TaskProperties { CommandLine = "task", Type = type });
        Assert.Same(SchedulerErrors.TaskTypeNotRestartable, Assert.Throws<SchedulerException>(() => _harness.RestartTask(job, 1)).Error);
    }

    [Fact]
    public void T21_A_finished_task_stays_Finished_when_its_job_is_queued_again()
    {
        var job = Requeued();
        Assert.Equal((TaskState.Finished, 0, 1), (_harness.Task(job, 1).State, _harness.Task(job, 1).RequeueCount, _harness.Task(job, 1).Instance));
    }

    [Fact]
    public void T22_A_task_that_was_canceled_before_it_ran_stays_Canceled_when_its_job_is_queued_again()
    {
        var job = Requeued();
        Assert.Equal((TaskState.Canceled, "unwanted"), (_harness.Task(job, 5).State, _harness.Task(job, 5).ErrorMessage));
    }

    [Theory]
    [InlineData(2, "failed")]
    [InlineData(3, "stopped")]
    [InlineData(4, "waiting")]
    public void T23_Every_other_task_is_queued_when_its_job_is(int task, string command)
    {
        var job = Requeued();
        foreach (var number in new[] { 2, 3, 4 })
            _harness.Exit(job, number);
        Assert.Contains(command, _harness.Started);
        Assert.Equal(3, _harness.Started.Count);
        Assert.Equal((TaskState.Finished, 1, ReasonCodes.None), (_harness.Task(job, task).State, _harness.Task(job, task).RequeueCount, _harness.Task(job, task).ErrorCode));
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
    }

    private TaskRecord Task(TaskKey key) => _harness.Task(key.JobId, key.TaskId);

    /// <summary>A job that was canceled with a task in each state, and queued again; what is started counts from there.</summary>
    private int Requeued()
    {
        var job = _harness.Submitted(
            Some.Cores(1), [.. new[] { "finished", "failed", "stopped", "waiting", "canceled" }.Select(Some.Task)]);
        _harness.StopTask(job, 5, message: "unwanted");
        _harness.Exit(job, 1);
        _harness.Exit(job, 2, 1);
        _harness.Stop(job, force: true);
        _harness.Killed(job, 3);
        _harness.Started.Clear();
        Assert.Null(_harness.RestartJob(job));
        return job;
    }
}
