using HpcScheduler.Core;
using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Unit.Core;

/// <summary>Processes that cannot be killed: their job ends, and nobody has their cores until they are gone.</summary>
public sealed class FenceTests
{
    private readonly CoreHarness _harness = new(cores: 2);

    [Fact]
    public void The_cores_of_survivors_are_fenced_off_and_named_until_they_are_gone()
    {
        var job = Survived(out var attempt);
        Assert.Equal((JobState.Canceled, TaskState.Failed), (_harness.Job(job).State, _harness.Task(job, 1).State));
        Assert.Equal("7 8|0", Fenced());

        var next = _harness.Submitted(Some.Cores(2), Some.Task("next"));
        Assert.Equal(JobState.Queued, _harness.Job(next).State);
        Tell(attempt);
        Assert.Empty(_harness.Core.Fences);
        Assert.Equal(JobState.Running, _harness.Job(next).State);
    }

    [Fact]
    public void Work_goes_on_beside_them_and_the_job_cannot_run_again_or_be_deleted()
    {
        var job = Survived(out _);
        var other = _harness.Submitted("other");
        Assert.Equal([1], _harness.Task(other, 1).AllocatedCoreIds);
        Assert.Same(SchedulerErrors.JobHasSurvivors, Assert.Throws<SchedulerException>(() => _harness.RestartJob(job)).Error);
        Assert.Same(SchedulerErrors.JobHasSurvivors, Assert.Throws<SchedulerException>(() => _harness.RemoveJob(job)).Error);
    }

    [Fact]
    public void The_next_host_fences_them_off_again_and_gives_them_back()
    {
        var job = Survived(out var attempt);
        _harness.Restart(2, new Dictionary<AttemptKey, IReadOnlyList<int>> { [attempt] = [8] });
        Assert.Equal("8|0", Fenced());
        var next = _harness.Submitted(Some.Cores(2), Some.Task("next"));
        Assert.Equal(JobState.Queued, _harness.Job(next).State);
        Assert.Same(SchedulerErrors.JobHasSurvivors, Assert.Throws<SchedulerException>(() => _harness.RestartJob(job)).Error);

        Tell(attempt);
        Assert.Equal(JobState.Running, _harness.Job(next).State);
    }

    [Fact]
    public void What_is_left_of_a_sub_task_in_a_job_that_goes_on_is_fenced_off_by_the_next_host()
    {
        var job = _harness.Submitted(Some.Cores(2), Some.Sweep(3));
        _harness.Start(job, 1, 1);
        var attempt = _harness.Running[new TaskKey(job, 1, 1)];
        _harness.StopTask(job, 1, 1, force: true);
        Tell(attempt, 7);
        var cores = Fenced();

        _harness.Restart(2, new Dictionary<AttemptKey, IReadOnlyList<int>> { [attempt] = [7] });
        Assert.Equal(cores, Fenced());
    }

    [Theory]
    [InlineData(99, 1, 1)]
    [InlineData(1, 9, 1)]
    [InlineData(1, 1, 2)]
    public void What_is_left_of_a_task_that_nobody_knows_or_that_has_run_since_is_not_fenced_off(int job, int task, int instance)
    {
        Survived(out _);
        _harness.Restart(2, new Dictionary<AttemptKey, IReadOnlyList<int>> { [new AttemptKey(new TaskKey(job, task), instance)] = [7] });
        Assert.Empty(_harness.Core.Fences);
    }

    [Fact]
    public void An_engine_that_says_nothing_is_waited_for_no_longer_and_told_so()
    {
        var job = Running(out var attempt);
        _harness.Stop(job, "at once", force: true);
        _harness.Pass(Deadlines.KillTimeout);

        Assert.Equal((JobState.Canceled, "at once"), (_harness.Job(job).State, _harness.Job(job).ErrorMessage));
        Assert.Equal([new Effect.GiveUp(attempt)], _harness.Effects);
        Assert.Equal("|0", Fenced());

        // Its late word says which processes there are, and that they are gone.
        Tell(attempt, 7);
        Assert.Equal("7|0", Fenced());
        Tell(attempt);
        Assert.Empty(_harness.Core.Fences);
        Assert.Equal(JobState.Canceled, _harness.Job(job).State);
    }

    [Fact]
    public void Whoever_cancels_by_force_again_and_again_does_not_make_it_last_longer()
    {
        var job = Running(out _);
        _harness.Stop(job, force: true);
        for (var second = 0; second < 15 && _harness.Job(job).State == JobState.Canceling; second++)
        {
            _harness.Stop(job, force: true);
            _harness.Pass(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(JobState.Canceled, _harness.Job(job).State);
    }

    [Fact]
    public void Nor_does_it_with_a_task()
    {
        var job = _harness.Submitted(Some.Cores(2), Some.Task("one"), Some.Task("two"));
        _harness.Start(job, 1);
        for (var second = 0; second < 15 && !_harness.Task(job, 1).State.IsEnded(); second++)
        {
            _harness.StopTask(job, 1, force: true);
            _harness.Pass(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(TaskState.Failed, _harness.Task(job, 1).State);
    }

    [Fact]
    public void A_graphics_processor_of_survivors_is_fenced_off_too()
    {
        var harness = new CoreHarness([new NodeRecord("n", 4, null) { Gpus = [0, 1] }]);
        var gpu = new JobProperties { UnitType = JobUnitType.Gpu, MinGpus = 1, MaxGpus = 1 };
        var job = harness.Submitted(gpu, Some.Task("work"));
        var attempt = harness.Running[new TaskKey(job, 1)];
        harness.Start(job, 1);
        harness.Stop(job, force: true);
        harness.End(attempt.Task, End(7));

        var other = harness.Submitted(gpu, Some.Task("other"));
        Assert.Equal([1], harness.Task(other, 1).AllocatedGpuIds);
        var third = harness.Submitted(gpu, Some.Task("third"));
        Assert.Equal(JobState.Queued, harness.Job(third).State);
        harness.Turn(core =>
        {
            core.Ended(attempt, End());
            return true;
        });
        Assert.Equal([0], harness.Task(third, 1).AllocatedGpuIds);
    }

    [Theory]
    [InlineData(JobState.Queued)]
    [InlineData(JobState.Running)]
    [InlineData(JobState.Canceling)]
    [InlineData(JobState.Finishing)]
    public void A_forced_cancel_ends_a_job_whatever_the_engine_does(JobState state)
    {
        var harness = new CoreHarness();
        var job = InState.Job(harness, state);
        harness.Stop(job, force: true);
        harness.Pass(Deadlines.KillTimeout);
        Assert.Equal(JobState.Canceled, harness.Job(job).State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_job_whose_preparation_hangs_ends(bool force)
    {
        var job = _harness.Submitted(Some.Cores(2), Some.NodePrep, Some.Task("work"));
        _harness.Start(job, 1, 1);
        _harness.Stop(job, force: force);
        _harness.Pass(TimeSpan.FromSeconds(force ? 0 : _harness.Settings.TaskCancelGracePeriod));
        _harness.Pass(Deadlines.KillTimeout);
        Assert.Equal(JobState.Canceled, _harness.Job(job).State);
        Assert.Equal("|", Fenced());
    }

    [Fact]
    public void A_preparation_for_nothing_is_stopped()
    {
        var job = _harness.Submitted(Some.Cores(2), Some.NodePrep, Some.Task("work"));
        _harness.Start(job, 1, 1);
        _harness.StopTask(job, 2);

        Assert.Equal((JobState.Finishing, StopPhase.Grace), (_harness.Job(job).State, _harness.Job(job).StopPhase));
        Assert.Single(_harness.Effects.OfType<Effect.Stop>());
        _harness.Pass(TimeSpan.FromSeconds(_harness.Settings.TaskCancelGracePeriod));
        _harness.Killed(job, 1, 1);
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
    }

    // The processes, then their cores.
    private string Fenced() => string.Join(' ', _harness.Core.Fences.SelectMany(fence => fence.Processes))
        + "|" + string.Join(' ', _harness.Core.Fences.SelectMany(fence => fence.CoreIdsOn("node")));

    private int Running(out AttemptKey attempt)
    {
        var job = _harness.Submitted("work");
        attempt = _harness.Running[new TaskKey(job, 1)];
        _harness.Start(job, 1);
        return job;
    }

    private int Survived(out AttemptKey attempt)
    {
        var job = Running(out attempt);
        _harness.Stop(job, force: true);
        Tell(attempt, 7, 8);
        return job;
    }

    private void Tell(AttemptKey attempt, params int[] survivors) => _harness.Turn(core =>
    {
        core.Ended(attempt, End(survivors));
        return true;
    });

    private static AttemptEnd End(params int[] survivors) =>
        new() { Outcome = AttemptOutcome.Killed, Time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), Survivors = survivors };
}
