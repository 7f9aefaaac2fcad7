using HpcScheduler.Core;
using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Unit.Core;

/// <summary>An engine or a filter that never says anything: nobody waits for it for ever.</summary>
public sealed class SilenceTests
{
    private readonly CoreHarness _harness = new(cores: 2);

    [Fact]
    public void A_task_that_does_not_come_to_run_is_killed_and_runs_again()
    {
        var job = _harness.Submitted("work");
        _harness.Pass(StartWatch.Patience);
        Assert.Empty(_harness.Effects);
        _harness.Pass(StartWatch.Patience);
        Assert.Equal([new Effect.Kill(Attempt(job))], _harness.Effects);

        _harness.Killed(job, 1);
        Assert.Equal((TaskState.Dispatching, 2, 1), (_harness.Task(job, 1).State, _harness.Task(job, 1).Instance, _harness.Task(job, 1).AutoRequeueCount));
    }

    [Fact]
    public void If_the_kill_is_not_answered_either_it_fails_and_its_core_is_fenced_off()
    {
        var job = _harness.Submitted("work");
        Silence();
        _harness.Pass(Deadlines.KillTimeout);

        var task = _harness.Task(job, 1);
        Assert.Equal((TaskState.Failed, ReasonCodes.ProcessDead), (task.State, task.ErrorCode));
        Assert.Contains("did not start in time", task.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(JobState.Failed, _harness.Job(job).State);
        Assert.Equal([0], Assert.Single(_harness.Core.Fences).CoreIdsOn("node"));
    }

    [Fact]
    public void One_that_runs_in_time_is_left_alone()
    {
        var job = _harness.Submitted("work");
        _harness.Pass(StartWatch.Patience);
        _harness.Start(job, 1);
        for (var look = 0; look < 4; look++)
        {
            _harness.Pass(StartWatch.Patience);
            Assert.Empty(_harness.Effects);
        }

        Assert.Equal(TaskState.Running, _harness.Task(job, 1).State);
    }

    [Fact]
    public void Nobody_looks_while_nothing_is_being_started()
    {
        _harness.Set("CollectCounters", "False");
        var job = _harness.Submitted("work");
        Assert.Equal(_harness.Now + StartWatch.Patience, _harness.Core.NextDeadline);
        _harness.Start(job, 1);
        Assert.Null(_harness.Core.NextDeadline);
    }

    [Fact]
    public void The_next_host_bounds_it_as_well()
    {
        var job = _harness.Submitted("work");
        _harness.Restart(2);
        Silence();
        Assert.Contains(new Effect.Kill(Attempt(job)), _harness.Effects);
        _harness.Restart(2);
        Assert.Contains(new Effect.Kill(Attempt(job)), _harness.Effects);
        _harness.Pass(Deadlines.KillTimeout);
        Assert.Equal(TaskState.Failed, _harness.Task(job, 1).State);
    }

    [Fact]
    public void A_clock_that_is_put_back_does_not_prolong_it()
    {
        var job = _harness.Submitted("work");
        _harness.Pass(TimeSpan.FromDays(-10));
        Silence();
        Assert.Contains(new Effect.Kill(Attempt(job)), _harness.Effects);
    }

    [Fact]
    public void A_command_that_does_not_come_to_run_is_bounded_too()
    {
        var job = _harness.Turn(core => core.Handle(new Protocol.InvokeCommand("work", ["node"]), CoreHarness.Administrator)).Id;
        Silence();
        _harness.Pass(Deadlines.KillTimeout);
        Assert.True(_harness.Job(job).State.IsEnded());
    }

    [Fact]
    public void A_submission_filter_that_is_never_answered_is_taken_for_too_slow()
    {
        _harness.Set("SubmissionFilterProgram", "/filter");
        var job = _harness.Submitted("work");
        var call = _harness.FilterCall;
        _harness.Pass(call.Timeout + Deadlines.KillTimeout - TimeSpan.FromMilliseconds(1));
        Assert.Equal(JobState.ExternalValidation, _harness.Job(job).State);
        _harness.Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal((JobState.Failed, SchedulerErrors.SubmissionFilterTimeout.ErrorCode), (_harness.Job(job).State, _harness.Job(job).ErrorCode));

        // Its late word is about nothing any more.
        _harness.Filtered(call, new FilterVerdict { Outcome = FilterOutcome.Exited });
        Assert.Equal(JobState.Failed, _harness.Job(job).State);
    }

    [Fact]
    public void An_activation_filter_that_is_never_answered_lets_the_job_start()
    {
        _harness.Set("ActivationFilterProgram", "/filter");
        var job = _harness.Submitted("work");
        var call = _harness.FilterCall;
        _harness.Pass(call.Timeout + Deadlines.KillTimeout);
        Assert.Equal(JobState.Running, _harness.Job(job).State);
        _harness.Filtered(call, new FilterVerdict { Outcome = FilterOutcome.Exited, ExitCode = 4 });
        Assert.Equal(JobState.Running, _harness.Job(job).State);
    }

    [Fact]
    public void A_filter_that_is_never_answered_is_bounded_though_the_clock_is_put_back()
    {
        _harness.Set("SubmissionFilterProgram", "/filter");
        var job = _harness.Submitted("work");
        var call = _harness.FilterCall;
        _harness.Pass(TimeSpan.FromDays(-10));
        _harness.Pass(call.Timeout + Deadlines.KillTimeout);
        Assert.Equal(JobState.Failed, _harness.Job(job).State);
    }

    private void Silence()
    {
        _harness.Pass(StartWatch.Patience);
        _harness.Pass(StartWatch.Patience);
    }

    private AttemptKey Attempt(int job) => _harness.Running[new TaskKey(job, 1)];
}
