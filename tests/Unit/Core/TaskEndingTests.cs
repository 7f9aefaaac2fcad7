using HpcScheduler.Core.Ports;

namespace HpcScheduler.Unit.Core;

/// <summary>How tasks end, and what is made of late or repeated words (scheduler reference, section 2.3).</summary>
public sealed class TaskEndingTests
{
    private readonly CoreHarness _harness = new();

    [Theory]
    [InlineData(AttemptOutcome.WorkDirFailed, ReasonCodes.WorkingDirectoryNotFound)]
    [InlineData(AttemptOutcome.StdinFailed, ReasonCodes.FailedToOpenStandardInput)]
    [InlineData(AttemptOutcome.StdoutFailed, ReasonCodes.FailedToOpenStandardOutput)]
    [InlineData(AttemptOutcome.StderrFailed, ReasonCodes.FailedToOpenStandardError)]
    public void A_task_whose_folder_or_file_cannot_be_opened_fails_at_once_with_the_reason(AttemptOutcome outcome, int code)
    {
        var job = Running("work");
        End(job, new AttemptEnd { Outcome = outcome, Message = "the reason", Time = _harness.Now });
        Assert.Equal(TaskState.Failed, _harness.Task(job, 1).State);
        Assert.Equal(code, _harness.Task(job, 1).ErrorCode);
        Assert.Equal("the reason", _harness.Task(job, 1).ErrorMessage);
    }

    [Fact]
    public void A_task_that_the_system_cannot_start_is_tried_three_times_more_and_then_fails()
    {
        var job = Running("work");
        for (var run = 1; run <= 4; run++)
        {
            Assert.Equal(run, _harness.Task(job, 1).Instance);
            End(job, new AttemptEnd { Outcome = AttemptOutcome.StartFailed, Message = "no more processes", Time = _harness.Now });
        }

        Assert.Equal(TaskState.Failed, _harness.Task(job, 1).State);
        Assert.Equal(ReasonCodes.StartFailedOnNode, _harness.Task(job, 1).ErrorCode);
        Assert.Equal("no more processes", _harness.Task(job, 1).ErrorMessage);
        Assert.Equal(3, _harness.Task(job, 1).AutoRequeueCount);
        Assert.Equal(4, _harness.Started.Count);
    }

    [Fact]
    public void An_exit_code_other_than_0_fails_task_and_job()
    {
        var job = Running("work");
        _harness.Exit(job, 1, 143);
        Assert.Equal(143, _harness.Task(job, 1).ExitCode);
        Assert.Equal(ReasonCodes.TaskExecutionFailure, _harness.Task(job, 1).ErrorCode);
        Assert.Contains("Signal 15", _harness.Task(job, 1).ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(JobState.Failed, _harness.Job(job).State);
    }

    [Fact]
    public void A_lost_task_runs_again_three_times_and_then_fails()
    {
        var job = Running("work");
        for (var run = 1; run <= 4; run++)
        {
            Assert.Equal(run, _harness.Task(job, 1).Instance);
            Lose(job);
        }

        Assert.Equal(TaskState.Failed, _harness.Task(job, 1).State);
        Assert.Equal(ReasonCodes.ProcessDead, _harness.Task(job, 1).ErrorCode);
        Assert.Equal(4, _harness.Started.Count);
    }

    [Fact]
    public void A_lost_task_that_is_not_rerunnable_fails_at_once()
    {
        var job = _harness.New();
        _harness.Add(job, new TaskProperties { CommandLine = "once", Rerunnable = false });
        _harness.Submit(job);
        Lose(job);
        Assert.Equal(TaskState.Failed, _harness.Task(job, 1).State);
        Assert.Single(_harness.Started);
    }

    [Fact]
    public void A_task_that_never_started_runs_even_if_it_is_not_rerunnable()
    {
        var job = _harness.New();
        _harness.Add(job, new TaskProperties { CommandLine = "once", Rerunnable = false });
        _harness.Submit(job);
        End(job, new AttemptEnd { Outcome = AttemptOutcome.NotStarted, Time = _harness.Now });
        Assert.Equal(2, _harness.Started.Count);
        Assert.Equal(0, _harness.Task(job, 1).AutoRequeueCount);
    }

    [Fact]
    public void A_word_about_an_older_run_is_dropped()
    {
        var job = Running("work");
        var old = _harness.Running[new TaskKey(job, 1)];
        Lose(job);
        _harness.Turn(core =>
        {
            core.Ended(old, new AttemptEnd { Outcome = AttemptOutcome.Exited, ExitCode = 0, Time = _harness.Now });
            return true;
        });
        Assert.Equal(TaskState.Dispatching, _harness.Task(job, 1).State);
        Assert.Equal(2, _harness.Task(job, 1).Instance);
    }

    [Fact]
    public void A_sweep_fails_if_one_of_its_sub_tasks_did_and_the_others_all_had_their_chance()
    {
        var job = _harness.New();
        _harness.Add(job, new TaskProperties { CommandLine = "part *", Type = TaskType.ParametricSweep, EndValue = 3 });
        _harness.Submit(job);
        _harness.Exit(job, 1, 1, 1);
        _harness.Exit(job, 1, 0, 2);
        Assert.Equal(TaskState.Running, _harness.Task(job, 1).State);
        _harness.Exit(job, 1, 0, 3);
        Assert.Equal(TaskState.Failed, _harness.Task(job, 1).State);
        Assert.Equal("1 of 3 sub-tasks failed.", _harness.Task(job, 1).ErrorMessage);
        Assert.Equal(JobState.Failed, _harness.Job(job).State);

        _harness.Started.Clear();
        _harness.Submit(job);
        Assert.Equal(["part 1"], _harness.Started);
        _harness.Exit(job, 1, 0, 1);
        Assert.Equal(TaskState.Finished, _harness.Task(job, 1).State);
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
    }

    [Fact]
    public void A_job_without_tasks_is_Finished_when_it_is_submitted()
    {
        var job = _harness.New();
        _harness.Submit(job);
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
    }

    [Fact]
    public void A_task_added_to_a_running_job_runs()
    {
        var job = Running("first");
        _harness.Add(job, "second");
        Assert.Equal(["first", "second"], _harness.Started);
        _harness.Exit(job, 1);
        Assert.Equal(JobState.Running, _harness.Job(job).State);
        _harness.Exit(job, 2);
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
    }

    private int Running(string command)
    {
        var job = _harness.New();
        _harness.Add(job, command);
        _harness.Submit(job);
        return job;
    }

    private void Lose(int job) => End(job, new AttemptEnd { Outcome = AttemptOutcome.Lost, Message = "gone", Time = _harness.Now });

    private void End(int job, AttemptEnd end) => _harness.End(new TaskKey(job, 1), end);
}
