using HpcScheduler.Core;
using HpcScheduler.Core.Ports;

namespace HpcScheduler.Unit.Core;

/// <summary>A task from its making to the end of its run, row by row (scheduler reference, section 2.3); each test is named after its row.</summary>
public sealed class TaskTransitionTests
{
    private readonly CoreHarness _harness = new();

    [Fact]
    public void T1_A_task_gets_the_next_number_of_its_job_and_waits_for_its_submission()
    {
        var job = _harness.New();
        Assert.Equal(1, _harness.Add(job, "first"));
        Assert.Equal(2, _harness.Add(job, "second"));
        Assert.All(_harness.Tasks(job), task => Assert.Equal(TaskState.Configuring, task.State));
        Assert.Equal(_harness.Now, _harness.Task(job, 1).CreateTime);
    }

    [Theory]
    [InlineData(JobState.Configuring, TaskState.Configuring)]
    [InlineData(JobState.Queued, TaskState.Queued)]
    [InlineData(JobState.Running, TaskState.Dispatching)]
    [InlineData(JobState.Failed, TaskState.Configuring)]
    [InlineData(JobState.Canceled, TaskState.Configuring)]
    public void T1_A_task_is_submitted_at_once_in_a_job_that_is(JobState state, TaskState expected)
    {
        var job = InState.Job(_harness, state);
        Assert.Equal(expected, _harness.Task(job, _harness.Add(job, "late")).State);
    }

    [Theory]
    [InlineData(JobState.Finishing)]
    [InlineData(JobState.Canceling)]
    [InlineData(JobState.Finished)]
    public void T1_A_job_that_is_ending_or_has_finished_takes_no_task(JobState state)
    {
        var job = InState.Job(_harness, state);
        Assert.Same(SchedulerErrors.TaskNotAddable, Assert.Throws<SchedulerException>(() => _harness.Add(job, "late")).Error);
        Assert.Single(_harness.Tasks(job));
    }

    [Fact]
    public void T2_A_task_is_submitted_with_its_job()
    {
        var key = InState.Task(_harness, TaskState.Configuring);
        _harness.SubmitTask(key.JobId, key.TaskId);
        Assert.Equal(TaskState.Configuring, _harness.Task(key.JobId, key.TaskId).State);
        Assert.Null(_harness.Submit(key.JobId));
        Assert.Equal(_harness.Now, _harness.Task(key.JobId, key.TaskId).SubmitTime);
        Assert.Equal(["work"], _harness.Started);
    }

    [Theory]
    [InlineData(TaskState.Queued)]
    [InlineData(TaskState.Dispatching)]
    [InlineData(TaskState.Running)]
    [InlineData(TaskState.Finished)]
    [InlineData(TaskState.Failed)]
    [InlineData(TaskState.Canceled)]
    public void T2_A_task_in_another_state_is_not_submitted(TaskState state)
    {
        var key = InState.Task(_harness, state);
        var error = Assert.Throws<SchedulerException>(() => _harness.SubmitTask(key.JobId, key.TaskId));
        Assert.Same(SchedulerErrors.TaskNotSubmittable, error.Error);
        Assert.Contains(state.ToString(), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TaskType.NodePrep)]
    [InlineData(TaskType.NodeRelease)]
    [InlineData(TaskType.Service)]
    public void T2_Tasks_of_some_types_are_not_added_late(TaskType type)
    {
        var job = _harness.Submitted("work");
        var error = Assert.Throws<SchedulerException>(() => _harness.Add(job, new TaskProperties { CommandLine = "late", Type = type }));
        Assert.Same(SchedulerErrors.TaskTypeAddedTooLate, error.Error);
    }

    [Fact]
    public void T2_A_service_job_takes_no_task_late()
    {
        var job = _harness.Submitted(new JobProperties(), Some.Service);
        Assert.Same(SchedulerErrors.TaskAddedToServiceJob, Assert.Throws<SchedulerException>(() => _harness.Add(job, "late")).Error);
    }

    [Fact]
    public void T3_A_valid_task_is_queued()
    {
        var key = InState.Task(_harness, TaskState.Queued);
        Assert.Equal(TaskState.Validating, _harness.Task(key.JobId, key.TaskId).PreviousState);
    }

    [Fact]
    public void T4_A_task_that_is_not_valid_fails_with_its_own_reason()
    {
        var job = _harness.New();
        _harness.Add(job, new TaskProperties { CommandLine = "work", Exclusive = true });
        Assert.Same(SchedulerErrors.TaskExclusiveJobNot, _harness.Submit(job)?.Error);
        var task = _harness.Task(job, 1);
        Assert.Equal((TaskState.Validating, TaskState.Failed), (task.PreviousState, task.State));
        Assert.Equal(SchedulerErrors.TaskExclusiveJobNot.ErrorCode, task.ErrorCode);
        Assert.Contains("is exclusive", task.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(_harness.Now, task.EndTime);
    }

    [Fact]
    public void T4_A_task_that_is_not_valid_in_its_running_job_is_refused()
    {
        var job = _harness.Submitted(Some.Cores(1), Some.Task("work"));
        var error = Assert.Throws<SchedulerException>(
            () => _harness.Add(job, new TaskProperties { CommandLine = "wide", MinCores = 2, MaxCores = 2 }));
        Assert.Same(SchedulerErrors.TaskExceedsJob, error.Error);
        Assert.Single(_harness.Tasks(job));
    }

    [Fact]
    public void T5_A_task_is_dispatched_when_its_dependencies_are_done_and_cores_are_free()
    {
        var job = _harness.Submitted(
            Some.Cores(2),
            Some.Named("first"),
            new TaskProperties { CommandLine = "wide", MinCores = 2, MaxCores = 2 },
            Some.Named("after", "first"));
        Assert.Equal(["first"], _harness.Started);
        _harness.Exit(job, 1);
        var task = _harness.Task(job, 2);
        Assert.Equal((TaskState.Queued, TaskState.Dispatching), (task.PreviousState, task.State));
        Assert.Equal((2, 1), (task.AllocatedCores, task.Instance));
        _harness.Exit(job, 2);
        Assert.Equal(["first", "wide", "after"], _harness.Started);
    }

    [Fact]
    public void T6_A_task_runs_when_its_process_does()
    {
        var job = _harness.Submitted(new JobProperties(), Some.Task("other"), new TaskProperties { CommandLine = "work", MaxCores = 2 });
        _harness.Now += TimeSpan.FromSeconds(1);
        _harness.Start(job, 2);
        var task = _harness.Task(job, 2);
        Assert.Equal((TaskState.Dispatching, TaskState.Running), (task.PreviousState, task.State));
        Assert.Equal(_harness.Now, task.StartTime);
        Assert.Equal(["node"], task.AllocatedNodes);
        Assert.Equal([1, 2], task.AllocatedCoreIds);
    }

    [Fact]
    public void T7_A_task_that_cannot_be_started_is_queued_again_as_often_as_TaskRetryCount_says()
    {
        _harness.Set("TaskRetryCount", 1);
        var job = _harness.Submitted("work");
        _harness.Ended(AttemptOutcome.StartFailed, job, 1, message: "no more processes");
        Assert.Equal((1, 2), (_harness.Task(job, 1).AutoRequeueCount, _harness.Task(job, 1).Instance));
        _harness.Ended(AttemptOutcome.StartFailed, job, 1, message: "no more processes");
        var task = _harness.Task(job, 1);
        Assert.Equal((TaskState.Dispatching, TaskState.Failed), (task.PreviousState, task.State));
        Assert.Equal((ReasonCodes.StartFailedOnNode, "no more processes"), (task.ErrorCode, task.ErrorMessage));
    }

    [Fact]
    public void T7_A_task_that_is_not_rerunnable_and_cannot_be_started_fails_at_once()
    {
        var job = _harness.Submitted(new JobProperties(), new TaskProperties { CommandLine = "once", Rerunnable = false });
        _harness.Ended(AttemptOutcome.StartFailed, job, 1);
        Assert.Equal((TaskState.Failed, 0), (_harness.Task(job, 1).State, _harness.Task(job, 1).AutoRequeueCount));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("0,3", 3)]
    [InlineData("min..-1", -9)]
    public void T8_A_task_with_a_valid_exit_code_is_Finished(string? valid, int exitCode)
    {
        var job = _harness.Submitted(new JobProperties(), new TaskProperties { CommandLine = "work", ValidExitCodes = valid });
        _harness.Start(job, 1);
        _harness.Now += TimeSpan.FromSeconds(1);
        _harness.End(new TaskKey(job, 1), new AttemptEnd { Outcome = AttemptOutcome.Exited, ExitCode = exitCode, Output = "said", Time = _harness.Now });
        var task = _harness.Task(job, 1);
        Assert.Equal((TaskState.Running, TaskState.Finished), (task.PreviousState, task.State));
        Assert.Equal((exitCode, "said", _harness.Now), (task.ExitCode, task.Output, task.EndTime));
        Assert.Equal(ReasonCodes.None, task.ErrorCode);
    }

    [Fact]
    public void T9_A_task_with_an_invalid_exit_code_is_queued_again_as_long_as_there_are_retries()
    {
        var job = _harness.Submitted(new JobProperties { TaskExecutionFailureRetryLimit = 1 }, Some.Task("work"));
        Assert.Equal("", Variable("CCP_TASK_PREV_EXITCODE"));
        _harness.Start(job, 1);
        _harness.Exit(job, 1, 9);
        var task = _harness.Task(job, 1);
        Assert.Equal((1, 0, 2), (task.ExecutionFailureRetryCount, task.AutoRequeueCount, task.Instance));
        Assert.Equal(TaskState.Dispatching, task.State);
        Assert.Equal("9", Variable("CCP_TASK_PREV_EXITCODE"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void T10_A_task_with_an_invalid_exit_code_and_no_retries_left_fails(int limit)
    {
        var job = _harness.Submitted(new JobProperties { TaskExecutionFailureRetryLimit = limit }, Some.Task("work"));
        for (var run = 0; run <= limit; run++)
        {
            _harness.Start(job, 1);
            _harness.Exit(job, 1, 7);
        }

        var task = _harness.Task(job, 1);
        Assert.Equal((TaskState.Running, TaskState.Failed), (task.PreviousState, task.State));
        Assert.Equal((ReasonCodes.TaskExecutionFailure, "The task ended with exit code 7."), (task.ErrorCode, task.ErrorMessage));
        Assert.Equal((limit, limit + 1), (task.ExecutionFailureRetryCount, _harness.Started.Count));
    }

    [Theory]
    [InlineData(AttemptOutcome.WorkDirFailed, ReasonCodes.WorkingDirectoryNotFound)]
    [InlineData(AttemptOutcome.StdinFailed, ReasonCodes.FailedToOpenStandardInput)]
    [InlineData(AttemptOutcome.StdoutFailed, ReasonCodes.FailedToOpenStandardOutput)]
    [InlineData(AttemptOutcome.StderrFailed, ReasonCodes.FailedToOpenStandardError)]
    public void T11_A_task_whose_folder_or_file_cannot_be_opened_fails(AttemptOutcome outcome, int code)
    {
        var job = _harness.Submitted("work");
        _harness.Start(job, 1);
        _harness.Ended(outcome, job, 1, message: "No such file: /missing");
        var task = _harness.Task(job, 1);
        Assert.Equal((TaskState.Running, TaskState.Failed), (task.PreviousState, task.State));
        Assert.Equal((code, "No such file: /missing"), (task.ErrorCode, task.ErrorMessage));
        Assert.Single(_harness.Started);
    }

    [Fact]
    public void T12_A_task_over_its_run_time_is_stopped_and_fails()
    {
        var job = _harness.Submitted(
            new JobProperties(), new TaskProperties { CommandLine = "work", RunTime = TimeSpan.FromMinutes(1) }, Some.Task("other"));
        _harness.Pass(TimeSpan.FromMinutes(5));
        _harness.Start(job, 1);
        _harness.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal((TaskState.Running, TaskState.Canceling), (_harness.Task(job, 1).PreviousState, _harness.Task(job, 1).State));
        Assert.Single(_harness.Effects.OfType<Effect.Stop>());
        _harness.Pass(TimeSpan.FromSeconds(15));
        Assert.Single(_harness.Effects.OfType<Effect.Kill>());
        _harness.Killed(job, 1);
        var task = _harness.Task(job, 1);
        Assert.Equal((TaskState.Canceling, TaskState.Failed), (task.PreviousState, task.State));
        Assert.Equal((ReasonCodes.TaskRuntimeExpired, "Its run time of 00:01:00 was over."), (task.ErrorCode, task.ErrorMessage));
        Assert.Equal((CancelRequest.Timeout, ""), (task.CancelRequest, task.CanceledBy));
        Assert.Equal(JobState.Running, _harness.Job(job).State);
    }

    private string Variable(string name) =>
        _harness.Effects.OfType<Effect.Start>().Single().Attempt.Environment.Last(variable => variable.Key == name).Value;
}
