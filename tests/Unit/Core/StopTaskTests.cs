using HpcScheduler.Core;

namespace HpcScheduler.Unit.Core;

/// <summary>The cancel and finish of a task, sub-task and sweep (scheduler reference, section 3.6).</summary>
public sealed class StopTaskTests
{
    private readonly CoreHarness _harness = new(cores: 2);

    [Fact]
    public void A_running_task_gets_its_grace_period_and_ends_Failed_with_the_message()
    {
        var job = Job("work", "other");
        _harness.Start(job, 1);
        _harness.StopTask(job, 1, message: "wrong one");
        Assert.Single(_harness.Effects.OfType<Effect.Stop>());
        _harness.Pass(TimeSpan.FromSeconds(15));
        Assert.Single(_harness.Effects.OfType<Effect.Kill>());
        _harness.Killed(job, 1);
        Assert.Equal(TaskState.Failed, _harness.Task(job, 1).State);
        Assert.Equal(ReasonCodes.TaskCanceledDuringExecution, _harness.Task(job, 1).ErrorCode);
        Assert.Equal("wrong one", _harness.Task(job, 1).ErrorMessage);
        Assert.Equal(JobState.Running, _harness.Job(job).State);
    }

    [Fact]
    public void Force_kills_a_running_task_at_once()
    {
        var job = Job("work");
        _harness.StopTask(job, 1, force: true);
        Assert.Single(_harness.Effects.OfType<Effect.Kill>());
        Assert.Empty(_harness.Effects.OfType<Effect.Stop>());
    }

    [Fact]
    public void A_finished_task_is_stopped_at_once_and_stays_Finished_when_its_job_is_queued_again()
    {
        var job = Job("endless", "bad");
        _harness.StopTask(job, 1, message: "good enough", finish: true);
        Assert.Single(_harness.Effects.OfType<Effect.Kill>());
        _harness.Killed(job, 1);
        Assert.Equal(TaskState.Finished, _harness.Task(job, 1).State);
        Assert.Equal(ReasonCodes.TaskFinishedDuringExecution, _harness.Task(job, 1).ErrorCode);
        _harness.Exit(job, 2, 1);
        _harness.Started.Clear();
        _harness.Submit(job);
        Assert.Equal(["bad"], _harness.Started);
    }

    [Fact]
    public void A_sub_task_can_be_canceled_before_it_is_more_than_a_number()
    {
        var job = Sweep(5);
        _harness.StopTask(job, 1, subTask: 4);
        Assert.Equal(TaskState.Canceled, _harness.Task(job, 1, 4).State);
        foreach (var part in new[] { 1, 2, 3, 5 })
            _harness.Exit(job, 1, 0, part);
        Assert.DoesNotContain("part 4", _harness.Started);
        Assert.Equal(TaskState.Finished, _harness.Task(job, 1).State);
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
    }

    [Fact]
    public void A_canceled_sweep_is_Canceled_its_running_sub_tasks_Failed_and_the_others_Canceled()
    {
        var job = Sweep(5);
        _harness.Exit(job, 1, 0, 1);
        _harness.StopTask(job, 1, message: "enough", force: true);
        _harness.Killed(job, 1, 2);
        _harness.Killed(job, 1, 3);
        Assert.Equal(TaskState.Canceled, _harness.Task(job, 1).State);
        Assert.Equal("enough", _harness.Task(job, 1).ErrorMessage);
        Assert.Equal(TaskState.Failed, _harness.Task(job, 1, 2).State);
        var counts = _harness.Job(job).Counts;
        Assert.Equal((1, 2, 2), (counts.Finished, counts.Failed, counts.Canceled));
        Assert.Equal(JobState.Failed, _harness.Job(job).State);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_task_that_has_ended_is_refused_with_its_state(bool finish)
    {
        var job = Job("work", "other");
        _harness.Exit(job, 1);
        var error = Assert.Throws<SchedulerException>(() => _harness.StopTask(job, 1, finish: finish));
        Assert.Equal("HpcTaskNotCancelable", error.Error.Id);
        Assert.Contains("Finished", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_request_changes_nothing()
    {
        var job = Sweep(5);
        var before = _harness.Tasks(job).ToList();
        Assert.Throws<SchedulerException>(() => _harness.StopTask(job, 1, subTask: 5, finish: true));
        Assert.Equal(before, _harness.Tasks(job));
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(1, 6)]
    [InlineData(1, -1)]
    public void A_task_that_does_not_exist_is_refused(int task, int subTask) =>
        Assert.Equal("HpcTaskNotFound", Assert.Throws<SchedulerException>(() => _harness.StopTask(Sweep(5), task, subTask)).Error.Id);

    [Fact]
    public void Tasks_that_wait_for_a_canceled_one_go_on()
    {
        var job = _harness.New();
        _harness.Add(job, new TaskProperties { CommandLine = "never", Name = "a", MinCores = 2, MaxCores = 2 });
        _harness.Add(job, new TaskProperties { CommandLine = "after", Name = "b", Depend = ["a"] });
        _harness.StopTask(job, 1);
        _harness.Submit(job);
        Assert.Equal(["after"], _harness.Started);
    }

    private int Job(params string[] commands)
    {
        var job = _harness.New();
        foreach (var command in commands)
            _harness.Add(job, command);
        _harness.Submit(job);
        return job;
    }

    private int Sweep(int count)
    {
        var job = _harness.New();
        _harness.Add(job, new TaskProperties { CommandLine = "part *", Type = TaskType.ParametricSweep, EndValue = count });
        _harness.Submit(job);
        return job;
    }
}
