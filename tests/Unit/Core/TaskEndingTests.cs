using HpcScheduler.Core.Ports;

namespace HpcScheduler.Unit.Core;

/// <summary>How tasks end, and what is made of late or repeated words (scheduler reference, section 2.3).</summary>
public sealed class TaskEndingTests
{
    private readonly CoreHarness harness = new();

    [Theory]
    [InlineData(AttemptOutcome.WorkDirFailed, ReasonCodes.WorkingDirectoryNotFound)]
    [InlineData(AttemptOutcome.StdinFailed, ReasonCodes.FailedToOpenStandardInput)]
    [InlineData(AttemptOutcome.StdoutFailed, ReasonCodes.FailedToOpenStandardOutput)]
    [InlineData(AttemptOutcome.StderrFailed, ReasonCodes.FailedToOpenStandardError)]
    [InlineData(AttemptOutcome.StartFailed, ReasonCodes.StartFailedOnNode)]
    public void A_task_that_cannot_start_fails_with_the_reason(AttemptOutcome outcome, int code)
    {
        var job = Running("work");
        End(job, new AttemptEnd { Outcome = outcome, Message = "the reason", Time = harness.Now });
        Assert.Equal(TaskState.Failed, harness.Task(job, 1).State);
        Assert.Equal(code, harness.Task(job, 1).ErrorCode);
        Assert.Equal("the reason", harness.Task(job, 1).ErrorMessage);
    }

    [Fact]
    public void An_exit_code_other_than_0_fails_task_and_job()
    {
        var job = Running("work");
        harness.Exit(job, 1, 143);
        Assert.Equal(143, harness.Task(job, 1).ExitCode);
        Assert.Equal(ReasonCodes.TaskExecutionFailure, harness.Task(job, 1).ErrorCode);
        Assert.Contains("Signal 15", harness.Task(job, 1).ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(JobState.Failed, harness.Job(job).State);
    }

    [Fact]
    public void A_lost_task_runs_again_three_times_and_then_fails()
    {
        var job = Running("work");
        for (var run = 1; run <= 4; run++)
        {
            Assert.Equal(run, harness.Task(job, 1).Instance);
            Lose(job);
        }

        Assert.Equal(TaskState.Failed, harness.Task(job, 1).State);
        Assert.Equal(ReasonCodes.ProcessDead, harness.Task(job, 1).ErrorCode);
        Assert.Equal(4, harness.Started.Count);
    }

    [Fact]
    public void A_lost_task_that_is_not_rerunnable_fails_at_once()
    {
        var job = harness.New();
        harness.Add(job, new TaskProperties { CommandLine = "once", Rerunnable = false });
        harness.Submit(job);
        Lose(job);
        Assert.Equal(TaskState.Failed, harness.Task(job, 1).State);
        Assert.Single(harness.Started);
    }

    [Fact]
    public void A_task_that_never_started_runs_even_if_it_is_not_rerunnable()
    {
        var job = harness.New();
        harness.Add(job, new TaskProperties { CommandLine = "once", Rerunnable = false });
        harness.Submit(job);
        End(job, new AttemptEnd { Outcome = AttemptOutcome.NotStarted, Time = harness.Now });
        Assert.Equal(2, harness.Started.Count);
        Assert.Equal(0, harness.Task(job, 1).AutoRequeueCount);
    }

    [Fact]
    public void A_word_about_an_older_run_is_dropped()
    {
        var job = Running("work");
        var old = harness.Running[new TaskKey(job, 1)];
        Lose(job);
        harness.Turn(core =>
        {
            core.Ended(old, new AttemptEnd { Outcome = AttemptOutcome.Exited, ExitCode = 0, Time = harness.Now });
            return true;
        });
        Assert.Equal(TaskState.Dispatching, harness.Task(job, 1).State);
        Assert.Equal(2, harness.Task(job, 1).Instance);
    }

    [Fact]
    public void A_sweep_fails_if_one_of_its_sub_tasks_did_and_the_others_all_had_their_chance()
    {
        var job = harness.New();
        harness.Add(job, new TaskProperties { CommandLine = "part *", Type = TaskType.ParametricSweep, EndValue = 3 });
        harness.Submit(job);
        harness.Exit(job, 1, 1, 1);
        harness.Exit(job, 1, 0, 2);
        Assert.Equal(TaskState.Running, harness.Task(job, 1).State);
        harness.Exit(job, 1, 0, 3);
        Assert.Equal(TaskState.Failed, harness.Task(job, 1).State);
        Assert.Equal("1 of 3 sub-tasks failed.", harness.Task(job, 1).ErrorMessage);
        Assert.Equal(JobState.Failed, harness.Job(job).State);

        harness.Started.Clear();
        harness.Submit(job);
        Assert.Equal(["part 1"], harness.Started);
        harness.Exit(job, 1, 0, 1);
        Assert.Equal(TaskState.Finished, harness.Task(job, 1).State);
        Assert.Equal(JobState.Finished, harness.Job(job).State);
    }

    [Fact]
    public void A_job_without_tasks_is_Finished_when_it_is_submitted()
    {
        var job = harness.New();
        harness.Submit(job);
        Assert.Equal(JobState.Finished, harness.Job(job).State);
    }

    [Fact]
    public void A_task_added_to_a_running_job_runs()
    {
        var job = Running("first");
        harness.Add(job, "second");
        Assert.Equal(["first", "second"], harness.Started);
        harness.Exit(job, 1);
        Assert.Equal(JobState.Running, harness.Job(job).State);
        harness.Exit(job, 2);
        Assert.Equal(JobState.Finished, harness.Job(job).State);
    }

    private int Running(string command)
    {
        var job = harness.New();
        harness.Add(job, command);
        harness.Submit(job);
        return job;
    }

    private void Lose(int job) => End(job, new AttemptEnd { Outcome = AttemptOutcome.Lost, Message = "gone", Time = harness.Now });

    private void End(int job, AttemptEnd end) => harness.End(new TaskKey(job, 1), end);
}
