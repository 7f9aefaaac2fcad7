using HpcScheduler.Core;
using HpcScheduler.Core.Ports;

namespace HpcScheduler.Unit.Core;

/// <summary>The administrator's program that is asked about each job that is submitted (scheduler reference, sections 2.2, J4 and J5, and 6.9).</summary>
public sealed class SubmissionFilterTests
{
    private readonly CoreHarness _harness = new();

    private static FilterVerdict Accepted => Exited(0);

    public SubmissionFilterTests() => _harness.Set("SubmissionFilterProgram", "/filter");

    [Fact, Trait("Row", "J4")]
    public void J4_a_job_waits_for_the_filter_and_then_runs()
    {
        var job = Asked("work");
        Assert.Equal(JobState.ExternalValidation, _harness.Job(job).State);
        Assert.Equal((job, "/filter", TimeSpan.FromSeconds(15)), (_harness.FilterCall.JobId, _harness.FilterCall.Program, _harness.FilterCall.Timeout));
        Assert.Equal(TaskState.Configuring, _harness.Task(job, 1).State);

        _harness.Filtered(_harness.FilterCall, Accepted);
        Assert.Equal(JobState.Running, _harness.Job(job).State);
        Assert.Equal(["work"], _harness.Started);
    }

    [Fact, Trait("Row", "J4")]
    public void J4_without_a_filter_nobody_is_asked()
    {
        _harness.Set("SubmissionFilterProgram", "");
        var job = _harness.Submitted("work");
        Assert.Empty(_harness.Effects.OfType<Effect.AskFilter>());
        Assert.Equal(JobState.Running, _harness.Job(job).State);
    }

    [Fact, Trait("Row", "J4")]
    public void J4_what_the_filter_has_changed_counts()
    {
        var job = Asked("work");
        _harness.Filtered(_harness.FilterCall, Exited(FilterVerdict.ChangedExitCode) with
        {
            Properties = new JobProperties { ExpandedPriority = 4000, MinCores = 2, MaxCores = 3, HoldUntil = _harness.Now.AddHours(1).UtcDateTime },
        });
        var record = _harness.Job(job);
        Assert.Equal((4000, 2, 3), (record.Properties.ExpandedPriority, record.MinCores, record.MaxCores));
        Assert.Equal((JobState.Queued, PendingReason.HeldByUser, _harness.Now.AddHours(1)), (record.State, record.PendingReason, record.HoldUntil));
    }

    [Fact, Trait("Row", "J4")]
    public void J4_a_hold_that_has_passed_and_that_the_filter_left_alone_is_no_fault()
    {
        var hold = _harness.Now.AddHours(1);
        var job = _harness.New(new JobProperties { HoldUntil = hold.UtcDateTime });
        _harness.Add(job, "work");
        _harness.Pass(TimeSpan.FromHours(2));
        _harness.Submit(job);
        _harness.Filtered(_harness.FilterCall, Exited(FilterVerdict.ChangedExitCode) with
        {
            Properties = new JobProperties { HoldUntil = hold.UtcDateTime, Name = "changed" },
        });
        Assert.Equal((JobState.Running, "changed"), (_harness.Job(job).State, _harness.Job(job).Properties.Name));
    }

    [Fact, Trait("Row", "J4")]
    public void J4_it_is_asked_again_when_a_job_is_queued_again_and_what_has_finished_stays_so()
    {
        var job = Asked("good", "bad");
        _harness.Filtered(_harness.FilterCall, Accepted);
        _harness.Exit(job, 1);
        _harness.Exit(job, 2, exitCode: 1);

        Assert.Null(_harness.RestartJob(job));
        Assert.Equal((TaskState.Finished, TaskState.Failed), (_harness.Task(job, 1).State, _harness.Task(job, 2).State));
        _harness.Filtered(_harness.FilterCall, Accepted);
        Assert.Equal(["good", "bad", "bad"], _harness.Started);
        Assert.Equal(1, _harness.Job(job).RequeueCount);
    }

    [Fact, Trait("Row", "J4")]
    public void J4_only_the_chosen_task_runs_again_though_the_host_dies_while_the_filter_is_asked()
    {
        var job = Asked("first", "second");
        _harness.Filtered(_harness.FilterCall, Accepted);
        _harness.Exit(job, 1, exitCode: 1);
        _harness.Exit(job, 2, exitCode: 1);

        Assert.Null(_harness.RestartTask(job, 2));
        _harness.Restart();
        _harness.Filtered(_harness.FilterCall, Accepted);
        Assert.Equal(["first", "second", "second"], _harness.Started);
        Assert.Equal(TaskState.Failed, _harness.Task(job, 1).State);
    }

    [Fact, Trait("Row", "J4")]
    public void J4_it_is_asked_again_when_a_queued_job_is_changed_and_the_job_keeps_its_place()
    {
        var running = Asked(new JobProperties { MinCores = 4, MaxCores = 4 }, "running");
        _harness.Filtered(_harness.FilterCall, Accepted);
        var waiting = Asked("waiting");
        _harness.Filtered(_harness.FilterCall, Accepted);
        var before = _harness.Job(waiting);

        _harness.Pass(TimeSpan.FromMinutes(1));
        Assert.Null(_harness.SetJob(waiting, new JobProperties { CustomProperties = ["colour=blue"] }));
        Assert.Equal(JobState.ExternalValidation, _harness.Job(waiting).State);
        _harness.Filtered(_harness.FilterCall, Accepted);
        var after = _harness.Job(waiting);
        Assert.Equal((JobState.Queued, before.SubmitTime, before.QueueOrder), (after.State, after.SubmitTime, after.QueueOrder));
        Assert.Equal(JobState.Running, _harness.Job(running).State);
    }

    [Fact, Trait("Row", "J4")]
    public void J4_a_host_that_starts_asks_again_and_hears_only_the_answer_to_that()
    {
        var job = Asked("work");
        _harness.Restart();
        Assert.Equal(job, _harness.FilterCall.JobId);
        var late = _harness.FilterCall with { Number = _harness.FilterCall.Number + 1 };
        var asked = _harness.FilterCall;
        _harness.Filtered(late, Exited(2));
        Assert.Equal(JobState.ExternalValidation, _harness.Job(job).State);
        _harness.Filtered(asked, Accepted);
        Assert.Equal(JobState.Running, _harness.Job(job).State);
    }

    [Fact, Trait("Row", "J4")]
    public void J4_a_host_that_starts_without_a_filter_asks_nobody()
    {
        var job = Asked("work");
        _harness.Set("SubmissionFilterProgram", "");
        Assert.Equal(JobState.ExternalValidation, _harness.Job(job).State);
        _harness.Restart();
        Assert.Equal(JobState.Running, _harness.Job(job).State);
    }

    [Fact, Trait("Row", "J4")]
    public void J4_a_late_word_about_an_earlier_submission_is_not_heard()
    {
        var job = Asked("work");
        var first = _harness.FilterCall;
        _harness.Filtered(first, Exited(2));
        _harness.RestartJob(job);
        var second = _harness.FilterCall;
        Assert.NotEqual(first.Number, second.Number);
        _harness.Filtered(first, Accepted);
        Assert.Equal(JobState.ExternalValidation, _harness.Job(job).State);
    }

    [Fact, Trait("Row", "J4")]
    public void J4_meanwhile_the_job_cannot_be_canceled_changed_removed_or_given_tasks()
    {
        var job = Asked("work");
        var call = _harness.FilterCall;
        foreach (var act in (Action[])
            [
                () => _harness.Stop(job), () => _harness.Stop(job, force: true), () => _harness.RemoveJob(job), () => _harness.Add(job, "more"),
                () => _harness.SetJob(job, new JobProperties { Name = "other" }), () => _harness.Submit(job),
                () => _harness.SetTask(job, 1, new TaskProperties { CommandLine = "other" }),
            ])
        {
            var error = Assert.Throws<SchedulerException>(act);
            Assert.Contains(nameof(JobState.ExternalValidation), error.Message, StringComparison.Ordinal);
        }

        _harness.Filtered(call, Accepted);
        Assert.Equal(["work"], _harness.Started);
    }

    [Theory, Trait("Row", "J5")]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(-1)]
    [InlineData(139)]
    public void J5_any_other_exit_code_refuses_the_job(int exitCode)
    {
        var job = Asked("work");
        _harness.Filtered(_harness.FilterCall, Exited(exitCode) with { Message = "too large." });
        AssertFailed(job, SchedulerErrors.SubmissionFilterFailed, $"exit code {exitCode}: too large.");
        Assert.Equal((TaskState.Failed, ReasonCodes.TaskFailedOnJobValidationFault), (_harness.Task(job, 1).State, _harness.Task(job, 1).ErrorCode));
    }

    [Fact, Trait("Row", "J5")]
    public void J5_a_filter_that_takes_too_long_refuses_the_job()
    {
        _harness.Set("SubmissionFilterTimeout", 7);
        var job = Asked("work");
        _harness.Filtered(_harness.FilterCall, new FilterVerdict { Outcome = FilterOutcome.TimedOut });
        AssertFailed(job, SchedulerErrors.SubmissionFilterTimeout, "7 seconds");
    }

    [Fact, Trait("Row", "J5")]
    public void J5_a_filter_that_cannot_be_run_refuses_the_job()
    {
        var job = Asked("work");
        _harness.Filtered(_harness.FilterCall, new FilterVerdict { Outcome = FilterOutcome.NotStarted, Message = "No such file or directory" });
        AssertFailed(job, SchedulerErrors.SubmissionFilterMissing, "'/filter'");
    }

    [Fact, Trait("Row", "J5")]
    public void J5_a_file_that_cannot_be_read_refuses_the_job()
    {
        var job = Asked("work");
        _harness.Filtered(_harness.FilterCall, new FilterVerdict { Outcome = FilterOutcome.BadFile, Message = "nonsense" });
        AssertFailed(job, SchedulerErrors.SubmissionFilterInvalid, "nonsense");
    }

    [Fact, Trait("Row", "J5")]
    public void J5_a_change_that_nobody_may_make_refuses_the_job_and_changes_nothing()
    {
        var job = Asked("work");
        _harness.Filtered(_harness.FilterCall, Exited(FilterVerdict.ChangedExitCode) with
        {
            Properties = new JobProperties { Name = "changed", ExpandedPriority = 4001 },
        });
        AssertFailed(job, SchedulerErrors.SubmissionFilterInvalid, "4001");
        Assert.Null(_harness.Job(job).Properties.Name);
    }

    [Fact, Trait("Row", "J5")]
    public void J5_a_job_that_the_filter_made_too_large_is_not_valid()
    {
        var job = Asked("work");
        _harness.Filtered(_harness.FilterCall, Exited(FilterVerdict.ChangedExitCode) with { Properties = new JobProperties { MinCores = 9 } });
        AssertFailed(job, SchedulerErrors.NotEnoughCores, "9");
    }

    [Theory]
    [InlineData("SubmissionFilterProgram", "filter")]
    [InlineData("SubmissionFilterProgram", "/fil\0ter")]
    [InlineData("SubmissionFilterTimeout", "0")]
    [InlineData("SubmissionFilterTimeout", "121")]
    public void A_setting_that_makes_no_sense_is_refused(string name, string value) =>
        Assert.Equal("HpcValueOutOfRange", Assert.Throws<SchedulerException>(() => _harness.Set(name, value)).Error.Id);

    private static FilterVerdict Exited(int exitCode) => new() { Outcome = FilterOutcome.Exited, ExitCode = exitCode };

    private int Asked(params string[] commandLines) => Asked(new JobProperties(), commandLines);

    private int Asked(JobProperties properties, params string[] commandLines) =>
        _harness.Submitted(properties, [.. commandLines.Select(line => new TaskProperties { CommandLine = line })]);

    private void AssertFailed(int job, SchedulerError error, string text)
    {
        var record = _harness.Job(job);
        Assert.Equal((JobState.Failed, error.ErrorCode, _harness.Now), (record.State, record.ErrorCode, record.EndTime));
        Assert.Contains(text, record.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(error, SchedulerErrors.Find(record.ErrorCode));
        Assert.Empty(_harness.Started);
    }
}
