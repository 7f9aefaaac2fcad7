using HpcScheduler.Core;
using HpcScheduler.Core.Ports;

namespace HpcScheduler.Unit.Core;

/// <summary>The administrator's program that is asked before a job gets cores (scheduler reference, sections 2.2, J10 and J11, and 6.9).</summary>
public sealed class ActivationFilterTests
{
    private static readonly JobProperties Whole = new() { MinCores = 4, MaxCores = 4 };

    private readonly CoreHarness _harness = new();

    public ActivationFilterTests() => _harness.Set("ActivationFilterProgram", "/filter");

    [Fact]
    public void J10_a_job_is_asked_about_and_starts_with_0()
    {
        var job = _harness.Submitted("work");
        Assert.Equal((JobState.Queued, PendingReason.ActivationFilter), (_harness.Job(job).State, _harness.Job(job).PendingReason));
        var call = _harness.FilterCall;
        Assert.Equal((job, "/filter", TimeSpan.FromSeconds(15), FilterKind.Activation), (call.JobId, call.Program, call.Timeout, call.Kind));
        _harness.Filtered(call, Exited(0));
        Assert.Equal((JobState.Running, PendingReason.None), (_harness.Job(job).State, _harness.Job(job).PendingReason));
        Assert.Equal(["work"], _harness.Started);
        Assert.Empty(Calls());
    }

    [Fact]
    public void J10_one_that_is_too_slow_has_nothing_against_it()
    {
        _harness.Set("ActivationFilterTimeout", 7);
        var job = _harness.Submitted("work");
        Assert.Equal(TimeSpan.FromSeconds(7), _harness.FilterCall.Timeout);
        _harness.Filtered(_harness.FilterCall, new FilterVerdict { Outcome = FilterOutcome.TimedOut });
        Assert.Equal(JobState.Running, _harness.Job(job).State);
    }

    [Fact]
    public void J10_those_behind_a_job_that_is_asked_about_wait_for_the_answer()
    {
        var first = _harness.Submitted("first");
        var call = _harness.FilterCall;
        var second = _harness.Submitted("second");
        Assert.Empty(Calls());
        Assert.Equal(PendingReason.JobSubmittedEarlier, _harness.Job(second).PendingReason);
        _harness.Filtered(call, Exited(0));
        Assert.Equal(JobState.Running, _harness.Job(first).State);
        Assert.Equal(second, _harness.FilterCall.JobId);
    }

    [Fact]
    public void J10_with_1_the_job_holds_the_queue_until_cores_become_free()
    {
        var running = Running("running");
        var held = _harness.Submitted("held");
        var call = _harness.FilterCall;
        var behind = _harness.Submitted("behind");
        _harness.Filtered(call, Exited(1));
        Assert.Empty(Calls());
        Assert.Equal((JobState.Queued, PendingReason.ActivationFilter), (_harness.Job(held).State, _harness.Job(held).PendingReason));
        Assert.Equal(PendingReason.JobSubmittedEarlier, _harness.Job(behind).PendingReason);

        _harness.Exit(running, 1);
        Assert.Equal(held, _harness.FilterCall.JobId);
        _harness.Filtered(_harness.FilterCall, Exited(0));
        Assert.Equal(JobState.Running, _harness.Job(held).State);
        Assert.Equal(behind, _harness.FilterCall.JobId);
    }

    [Fact]
    public void J10_with_1_a_job_of_higher_priority_passes_and_one_of_the_same_does_not()
    {
        var same = Running("same", "fails");
        _harness.Exit(same, 1, 1);
        _harness.Exit(same, 2, 1);
        var held = _harness.Submitted("held");
        _harness.Filtered(_harness.FilterCall, Exited(1));
        _harness.RestartJob(same);
        Assert.Empty(Calls());
        Assert.Equal(JobState.Queued, _harness.Job(same).State);
        var high = _harness.Submitted(new JobProperties { ExpandedPriority = 4000 }, new TaskProperties { CommandLine = "high" });
        Assert.Equal(high, _harness.FilterCall.JobId);
        _harness.Filtered(_harness.FilterCall, Exited(0));
        Assert.Equal((JobState.Running, JobState.Queued), (_harness.Job(high).State, _harness.Job(held).State));
    }

    [Fact]
    public void J10_with_2_the_cores_stay_kept_and_the_others_go_on()
    {
        var kept = _harness.Submitted(new JobProperties { MinCores = 2, MaxCores = 3 }, Work(1), Work(1), Work(1));
        _harness.Filtered(_harness.FilterCall, Exited(2));
        Assert.Equal((JobState.Queued, PendingReason.ActivationFilter), (_harness.Job(kept).State, _harness.Job(kept).PendingReason));
        var two = _harness.Submitted(new JobProperties { MinCores = 2, MaxCores = 2 }, Work(2));
        Assert.Empty(Calls());
        Assert.Equal(PendingReason.NotEnoughResource, _harness.Job(two).PendingReason);
        _harness.Stop(two);

        var one = Running("one");
        _harness.Exit(one, 1);
        Assert.Equal(kept, _harness.FilterCall.JobId);
        _harness.Filtered(_harness.FilterCall, Exited(0));
        Assert.Equal((JobState.Running, 3), (_harness.Job(kept).State, _harness.Job(kept).AllocatedCores));
    }

    [Fact]
    public void J10_cores_that_are_kept_are_free_when_their_job_is_canceled()
    {
        var kept = _harness.Submitted(Whole, Work(4));
        _harness.Filtered(_harness.FilterCall, Exited(2));
        var next = _harness.Submitted(Whole, Work(4));
        Assert.Empty(Calls());
        _harness.Stop(kept);
        Assert.Equal((JobState.Canceled, PendingReason.None), (_harness.Job(kept).State, _harness.Job(kept).PendingReason));
        Assert.Equal(next, _harness.FilterCall.JobId);
    }

    [Fact]
    public void J10_nobody_gives_way_for_a_job_whose_cores_are_kept()
    {
        _harness.Set("PreemptionType", "Immediate");
        var low = Running(new JobProperties { ExpandedPriority = 0, MinCores = 1, MaxCores = 2 }, Work(1), Work(1));
        var kept = _harness.Submitted(new JobProperties { MinCores = 2, MaxCores = 2 }, Work(2));
        var asked = _harness.FilterCall;
        Assert.Empty(_harness.Effects.OfType<Effect.Stop>());
        _harness.Filtered(asked, Exited(2));
        _harness.Pass(TimeSpan.FromSeconds(900));
        Assert.Equal(kept, _harness.FilterCall.JobId);
        Assert.Empty(_harness.Effects.OfType<Effect.Stop>());
        Assert.Equal(2, _harness.Job(low).AllocatedCores);
        _harness.Filtered(_harness.FilterCall, Exited(0));
        Assert.Equal(JobState.Running, _harness.Job(kept).State);
    }

    [Fact]
    public void J10_with_3_the_job_is_held_for_DefaultHoldDuration_and_its_cores_are_free()
    {
        _harness.Set("DefaultHoldDuration", 60);
        var held = _harness.Submitted(Whole, Work(4));
        _harness.Filtered(_harness.FilterCall, Exited(3));
        var record = _harness.Job(held);
        Assert.Equal((PendingReason.HeldByActivationFilter, _harness.Now.AddSeconds(60)), (record.PendingReason, record.Deadline));
        var next = _harness.Submitted(Whole, Work(4));
        _harness.Filtered(_harness.FilterCall, Exited(0));
        _harness.Exit(next, 1);
        Assert.Empty(Calls());

        _harness.Pass(TimeSpan.FromSeconds(59));
        Assert.Empty(Calls());
        _harness.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(held, _harness.FilterCall.JobId);
        _harness.Filtered(_harness.FilterCall, Exited(0));
        Assert.Equal((JobState.Running, null), (_harness.Job(held).State, _harness.Job(held).Deadline));
    }

    [Fact]
    public void J10_with_3_the_job_is_held_until_the_time_that_the_program_has_set()
    {
        var job = _harness.Submitted("work");
        var call = _harness.FilterCall;
        var evening = _harness.Now.AddHours(5);
        Assert.Null(_harness.SetJob(job, new JobProperties { HoldUntil = evening.UtcDateTime }));
        _harness.Filtered(call, Exited(3));
        Assert.Equal((PendingReason.HeldByActivationFilter, evening), (_harness.Job(job).PendingReason, _harness.Job(job).Deadline));
        _harness.Pass(TimeSpan.FromHours(5));
        Assert.Equal(job, _harness.FilterCall.JobId);
    }

    [Fact]
    public void J10_a_hold_outlives_the_host_and_a_question_is_asked_again()
    {
        var held = _harness.Submitted("held");
        _harness.Filtered(_harness.FilterCall, Exited(3));
        var kept = _harness.Submitted("kept");
        _harness.Filtered(_harness.FilterCall, Exited(2));
        var asked = _harness.Submitted("asked");
        var late = _harness.FilterCall;
        _harness.Restart();
        Assert.Equal(PendingReason.HeldByActivationFilter, _harness.Job(held).PendingReason);
        Assert.Equal(kept, _harness.FilterCall.JobId);
        var again = _harness.FilterCall;
        _harness.Filtered(late with { Number = again.Number + 1 }, Exited(4));
        Assert.Equal(JobState.Queued, _harness.Job(asked).State);
        _harness.Filtered(again, Exited(0));
        Assert.Equal(asked, _harness.FilterCall.JobId);
        _harness.Filtered(_harness.FilterCall, Exited(0));
        _harness.Pass(TimeSpan.FromSeconds(900));
        Assert.Equal(held, _harness.FilterCall.JobId);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-1)]
    [InlineData(139)]
    [InlineData(null)]
    public void J10_with_anything_else_the_job_waits_and_the_others_go_on(int? exitCode)
    {
        var verdict = exitCode is { } code ? Exited(code) : new FilterVerdict { Outcome = FilterOutcome.NotStarted, Message = "No such file" };
        var job = _harness.Submitted(Whole, Work(4));
        _harness.Filtered(_harness.FilterCall, verdict);
        Assert.Empty(Calls());
        Assert.Equal((JobState.Queued, PendingReason.ActivationFilter), (_harness.Job(job).State, _harness.Job(job).PendingReason));
        Assert.Equal(_harness.Now.AddSeconds(900), _harness.Job(job).Deadline);
        var next = _harness.Submitted(Whole, Work(4));
        _harness.Filtered(_harness.FilterCall, Exited(0));
        Assert.Equal(JobState.Running, _harness.Job(next).State);
        _harness.Exit(next, 1);
        Assert.Equal(job, _harness.FilterCall.JobId);
        _harness.Filtered(_harness.FilterCall, verdict);
        _harness.Pass(TimeSpan.FromSeconds(900));
        Assert.Equal(job, _harness.FilterCall.JobId);
    }

    [Fact]
    public void J10_another_program_is_asked_about_all_again_and_none_lets_all_start()
    {
        var held = _harness.Submitted(new JobProperties { ExpandedPriority = 3000 }, Work(1));
        _harness.Filtered(_harness.FilterCall, Exited(3));
        var job = _harness.Submitted("work");
        var late = _harness.FilterCall;
        _harness.Set("ActivationFilterProgram", "/other");
        Assert.Equal((held, "/other"), (_harness.FilterCall.JobId, _harness.FilterCall.Program));
        _harness.Filtered(late, Exited(4));
        Assert.Equal(JobState.Queued, _harness.Job(job).State);
        _harness.Set("ActivationFilterProgram", "");
        Assert.Equal((JobState.Running, JobState.Running), (_harness.Job(held).State, _harness.Job(job).State));
    }

    [Fact]
    public void J10_a_job_that_is_canceled_while_it_is_asked_about_stays_so()
    {
        var job = _harness.Submitted("work");
        var call = _harness.FilterCall;
        _harness.Stop(job);
        foreach (var code in (int[])[0, 3, 4])
            _harness.Filtered(call, Exited(code));
        Assert.Equal(JobState.Canceled, _harness.Job(job).State);
        Assert.Empty(_harness.Started);
    }

    [Fact]
    public void J11_with_4_the_job_fails_and_its_tasks_stay_as_they_are()
    {
        var job = _harness.Submitted("work");
        _harness.Filtered(_harness.FilterCall, Exited(4) with { Message = "no such license" });
        var record = _harness.Job(job);
        Assert.Equal((JobState.Failed, ReasonCodes.FailedByActivationFilter, _harness.Now), (record.State, record.ErrorCode, record.EndTime));
        Assert.Equal(unchecked((int)0x800409EA), record.ErrorCode);
        Assert.Equal("The activation filter failed it: no such license", record.ErrorMessage);
        Assert.Equal(TaskState.Queued, _harness.Task(job, 1).State);
        Assert.Equal(JobHistoryEvent.Failed, _harness.History(job)[^1].Event);

        Assert.Null(_harness.RestartJob(job));
        _harness.Filtered(_harness.FilterCall, Exited(0));
        Assert.Equal(["work"], _harness.Started);
    }

    [Fact]
    public void A_running_job_is_asked_about_each_time_it_is_to_grow()
    {
        var other = Running(new JobProperties { MinCores = 3, MaxCores = 3 }, Work(3));
        var job = Running(new JobProperties { MinCores = 1, MaxCores = 4 }, Work(1), Work(1), Work(1), Work(1));
        _harness.Exit(other, 1);
        var call = _harness.FilterCall;
        Assert.Equal((job, FilterKind.Growth), (call.JobId, call.Kind));
        Assert.Equal(1, _harness.Job(job).AllocatedCores);
        _harness.Filtered(call, Exited(0));
        Assert.Equal(4, _harness.Job(job).AllocatedCores);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(77)]
    public void A_running_job_that_is_not_to_grow_stays_as_it_is_and_is_asked_about_again(int exitCode)
    {
        var other = Running(new JobProperties { MinCores = 2, MaxCores = 2 }, Work(2));
        var another = Running("another");
        var job = Running(new JobProperties { MinCores = 1, MaxCores = 4 }, Work(1), Work(1), Work(1), Work(1));
        _harness.Exit(other, 1);
        _harness.Filtered(_harness.FilterCall, Exited(exitCode));
        Assert.Equal((JobState.Running, 1), (_harness.Job(job).State, _harness.Job(job).AllocatedCores));
        Assert.Empty(Calls());
        _harness.Exit(another, 1);
        Assert.Equal(job, _harness.FilterCall.JobId);
        _harness.Filtered(_harness.FilterCall, Exited(exitCode));
        _harness.Pass(TimeSpan.FromSeconds(900));
        Assert.Equal(job, _harness.FilterCall.JobId);
    }

    [Fact]
    public void What_was_granted_counts_for_now_only()
    {
        var job = _harness.Submitted(Whole, Work(4));
        var call = _harness.FilterCall;
        Assert.Null(_harness.SetJob(job, new JobProperties { HoldUntil = _harness.Now.AddHours(1).UtcDateTime }));
        _harness.Filtered(call, Exited(0));
        Assert.Equal(PendingReason.HeldByUser, _harness.Job(job).PendingReason);
        _harness.Pass(TimeSpan.FromHours(1));
        Assert.Equal(job, _harness.FilterCall.JobId);
    }

    private static FilterVerdict Exited(int exitCode) => new() { Outcome = FilterOutcome.Exited, ExitCode = exitCode };

    private static TaskProperties Work(int cores) => new() { CommandLine = "work", MinCores = cores, MaxCores = cores };

    private List<FilterCall> Calls() => [.. _harness.Effects.OfType<Effect.AskFilter>().Select(effect => effect.Call)];

    private int Running(params string[] commandLines) =>
        Running(new JobProperties(), [.. commandLines.Select(line => new TaskProperties { CommandLine = line })]);

    private int Running(JobProperties properties, params TaskProperties[] tasks)
    {
        var job = _harness.Submitted(properties, tasks);
        Assert.Equal(job, _harness.FilterCall.JobId);
        _harness.Filtered(_harness.FilterCall, Exited(0));
        Assert.Equal(JobState.Running, _harness.Job(job).State);
        return job;
    }
}
