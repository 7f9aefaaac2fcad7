namespace HpcScheduler.Unit.Core;

/// <summary>Tasks that follow from others, row by row (scheduler reference, section 2.3); each test is named after its row.</summary>
public sealed class TaskGroupTransitionTests
{
    private readonly CoreHarness _harness = new();

    [Theory]
    [InlineData(TaskState.Finished)]
    [InlineData(TaskState.Failed)]
    [InlineData(TaskState.Canceled)]
    public void T24_A_task_may_start_when_the_one_that_it_depends_on_has_ended_in_whatever_way(TaskState state)
    {
        var job = Chain(state, failDependentTasks: false);
        Assert.Equal(state, _harness.Task(job, 1).State);
        Assert.Equal(TaskState.Dispatching, _harness.Task(job, 2).State);
    }

    [Theory]
    [InlineData(TaskState.Failed)]
    [InlineData(TaskState.Canceled)]
    public void T25_A_task_fails_with_the_one_that_it_depends_on_where_its_job_says_so(TaskState state)
    {
        var job = Chain(state, failDependentTasks: true);
        var task = _harness.Task(job, 2);
        Assert.Equal((TaskState.Queued, TaskState.Failed), (task.PreviousState, task.State));
        Assert.Equal((ReasonCodes.FailDependentTasks, $"Task 1.1, which it depends on, is {state}."), (task.ErrorCode, task.ErrorMessage));
        Assert.Equal(_harness.Now, task.EndTime);
        Assert.DoesNotContain("second", _harness.Started);
    }

    [Fact]
    public void T25_A_task_starts_after_one_that_finished_also_where_its_job_fails_dependents()
    {
        Chain(TaskState.Finished, failDependentTasks: true);
        Assert.Contains("second", _harness.Started);
    }

    [Fact]
    public void T26_A_sweep_whose_sub_tasks_all_finished_is_Finished()
    {
        var job = Sweep();
        for (var part = 1; part <= 3; part++)
        {
            Assert.Equal(TaskState.Running, _harness.Task(job, 1).State);
            _harness.Exit(job, 1, 0, part);
        }

        Assert.Equal((TaskState.Running, TaskState.Finished), (_harness.Task(job, 1).PreviousState, _harness.Task(job, 1).State));
        Assert.Equal(_harness.Now, _harness.Task(job, 1).EndTime);
    }

    [Fact]
    public void T26_A_sweep_with_a_failed_sub_task_fails_once_all_have_ended()
    {
        var job = Sweep();
        _harness.Exit(job, 1, 1, 1);
        _harness.Exit(job, 1, 0, 2);
        Assert.Equal(TaskState.Running, _harness.Task(job, 1).State);
        _harness.Exit(job, 1, 0, 3);
        Assert.Equal((TaskState.Running, TaskState.Failed), (_harness.Task(job, 1).PreviousState, _harness.Task(job, 1).State));
        Assert.Equal((ReasonCodes.TaskFailure, "1 of 3 sub-tasks failed."), (_harness.Task(job, 1).ErrorCode, _harness.Task(job, 1).ErrorMessage));
    }

    [Fact]
    public void T27_A_node_that_cannot_be_prepared_is_not_used()
    {
        var job = _harness.Submitted(new JobProperties(), Some.NodePrep, Some.Task("work"), Some.NodeRelease);
        _harness.Start(job, 1, 1);
        _harness.Exit(job, 1, 5, 1);
        Assert.Equal((TaskState.Running, TaskState.Failed), (_harness.Task(job, 1, 1).PreviousState, _harness.Task(job, 1, 1).State));
        Assert.Equal(TaskState.Failed, _harness.Task(job, 1).State);
        _harness.Exit(job, 3, 0, 1);
        Assert.Equal(JobState.Failed, _harness.Job(job).State);
        Assert.Equal(ReasonCodes.NodePrepTaskFailure, _harness.Job(job).ErrorCode);
        Assert.Equal("Node node could not be prepared: The task ended with exit code 5.", _harness.Job(job).ErrorMessage);
        Assert.Equal(TaskState.Queued, _harness.Task(job, 2).State);
        Assert.Equal(["prepare", "release"], _harness.Started);
    }

    /// <summary>A job in which one task depends on another, which has ended.</summary>
    private int Chain(TaskState first, bool failDependentTasks)
    {
        var job = _harness.New(new JobProperties { MinCores = 1, MaxCores = 1, FailDependentTasks = failDependentTasks });
        _harness.Add(job, Some.Named("first"));
        _harness.Add(job, Some.Named("second", "first"));
        _harness.Add(job, "other");
        if (first == TaskState.Canceled)
            _harness.StopTask(job, 1);
        Assert.Null(_harness.Submit(job));
        if (first != TaskState.Canceled)
            _harness.Exit(job, 1, first == TaskState.Finished ? 0 : 1);
        return job;
    }

    private int Sweep() => _harness.Submitted(new JobProperties(), Some.Sweep(3));
}
