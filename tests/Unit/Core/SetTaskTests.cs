using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Core;

/// <summary>What may be changed of a task, and when (scheduler reference, section 5.3).</summary>
public sealed class SetTaskTests
{
    private readonly CoreHarness _harness = new();

    [Fact]
    public void What_is_said_now_wins_over_what_was_said_before()
    {
        var job = _harness.New();
        _harness.Add(job, Some.Named("work") with { MinCores = 2, MaxCores = 3, Env = ["A=1"] });
        _harness.SetTask(job, 1, new TaskProperties { CommandLine = "better", MaxCores = 4 });
        var properties = _harness.Task(job, 1).Properties;
        Assert.Equal(("better", "work", 2, 4), (properties.CommandLine, properties.Name, properties.MinCores, properties.MaxCores));
        Assert.Equal(["A=1"], properties.Env);
    }

    [Theory]
    [InlineData(TaskState.Queued)]
    [InlineData(TaskState.Dispatching)]
    [InlineData(TaskState.Running)]
    [InlineData(TaskState.Canceling)]
    [InlineData(TaskState.Finishing)]
    [InlineData(TaskState.Finished)]
    [InlineData(TaskState.Failed)]
    [InlineData(TaskState.Canceled)]
    public void A_task_in_another_state_than_Configuring_is_not_changed(TaskState state)
    {
        var key = InState.Task(_harness, state);
        var before = _harness.Task(key.JobId, key.TaskId);
        var error = Assert.Throws<SchedulerException>(() => _harness.SetTask(key.JobId, key.TaskId, Some.Task("other")));
        Assert.Same(SchedulerErrors.TaskNotModifiable, error.Error);
        Assert.Contains(state.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Equal(before, _harness.Task(key.JobId, key.TaskId));
    }

    [Fact]
    public void A_task_that_waits_in_a_job_that_has_ended_is_changed()
    {
        var job = InState.Job(_harness, JobState.Failed);
        var task = _harness.Add(job, "later");
        _harness.SetTask(job, task, new TaskProperties { CommandLine = "better" });
        Assert.Equal(JobState.Failed, _harness.Job(job).State);
        Assert.Null(_harness.RestartJob(job));
        Assert.Equal(["work", "work", "better"], _harness.Started);
    }

    [Fact]
    public void A_task_that_becomes_node_preparation_prepares_the_node()
    {
        var job = _harness.New();
        _harness.Add(job, "work");
        _harness.Add(job, "prepare");
        _harness.SetTask(job, 2, new TaskProperties { Type = TaskType.NodePrep });
        Assert.Null(_harness.Submit(job));
        Assert.Equal(["prepare"], _harness.Started);
        _harness.Exit(job, 2, 0, 1);
        Assert.Equal(["prepare", "work"], _harness.Started);
    }

    [Fact]
    public void Node_preparation_that_becomes_another_task_makes_room_for_one()
    {
        var job = _harness.New();
        _harness.Add(job, Some.NodePrep);
        _harness.SetTask(job, 1, new TaskProperties { Type = TaskType.Basic, CommandLine = "work" });
        _harness.Add(job, Some.NodePrep);
        Assert.Null(_harness.Submit(job));
        Assert.Equal(["prepare"], _harness.Started);
    }

    [Theory]
    [InlineData(TaskType.NodePrep)]
    [InlineData(TaskType.NodeRelease)]
    [InlineData(TaskType.Service)]
    public void A_task_of_a_job_that_was_submitted_does_not_become_one_of_these(TaskType type)
    {
        var job = InState.Job(_harness, JobState.Failed);
        var task = _harness.Add(job, "later");
        Assert.Same(SchedulerErrors.TaskTypeAddedTooLate, Assert.Throws<SchedulerException>(
            () => _harness.SetTask(job, task, new TaskProperties { Type = type })).Error);
    }

    [Fact]
    public void A_second_task_of_a_kind_is_refused()
    {
        var job = _harness.New();
        _harness.Add(job, Some.NodeRelease);
        _harness.Add(job, "work");
        Assert.Same(SchedulerErrors.MultipleNodeReleaseTasks, Assert.Throws<SchedulerException>(
            () => _harness.SetTask(job, 2, new TaskProperties { Type = TaskType.NodeRelease })).Error);
    }

    [Fact]
    public void A_change_that_closes_a_circle_of_dependencies_is_refused()
    {
        var job = _harness.New();
        _harness.Add(job, Some.Named("first"));
        _harness.Add(job, Some.Named("second", "first"));
        Assert.Same(SchedulerErrors.DependencyCycle, Assert.Throws<SchedulerException>(
            () => _harness.SetTask(job, 1, new TaskProperties { Depend = ["second"] })).Error);
    }

    [Fact]
    public void A_sweep_of_which_a_sub_task_was_canceled_keeps_its_length()
    {
        var job = _harness.New();
        _harness.Add(job, Some.Sweep(3));
        _harness.StopTask(job, 1, subTask: 2);
        Assert.Same(SchedulerErrors.TaskRangeNotModifiable, Assert.Throws<SchedulerException>(
            () => _harness.SetTask(job, 1, new TaskProperties { EndValue = 5 })).Error);
    }

    [Fact]
    public void A_value_that_the_type_cannot_have_is_refused()
    {
        var job = _harness.New();
        _harness.Add(job, "work");
        Assert.Same(SchedulerErrors.PropertyNotForTaskType, Assert.Throws<SchedulerException>(
            () => _harness.SetTask(job, 1, new TaskProperties { EndValue = 5 })).Error);
        Assert.Same(SchedulerErrors.TaskNotFound, Assert.Throws<SchedulerException>(
            () => _harness.SetTask(job, 2, Some.Task("other"))).Error);
    }

    [Fact]
    public void Others_than_owner_and_administrator_may_not_change_a_task()
    {
        var key = InState.Task(_harness, TaskState.Configuring);
        var request = new SetTask(key.JobId, key.TaskId, Some.Task("mine"));
        Assert.Same(SchedulerErrors.PermissionDenied, Assert.Throws<SchedulerException>(
            () => _harness.Turn(core => core.Handle(request, CoreHarness.Stranger))).Error);
    }
}
