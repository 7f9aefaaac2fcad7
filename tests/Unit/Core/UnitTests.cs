using HpcScheduler.Core;

namespace HpcScheduler.Unit.Core;

/// <summary>Jobs and tasks that count in sockets, nodes and graphics processors, on a node of two sockets with four cores each.</summary>
public sealed class UnitTests
{
    private readonly CoreHarness _harness = new(cores: 8, sockets: 2);

    [Fact]
    public void A_socket_is_as_many_cores_as_the_node_has_in_each()
    {
        var job = _harness.Submitted(Sockets(1, 2), Some.Task("first"), Some.Task("second"), Some.Task("third"));
        Assert.Equal((4, 8, 4), (_harness.Job(job).MinCores, _harness.Job(job).MaxCores, _harness.Job(job).CoresPerUnit));
        Assert.Equal(8, _harness.Job(job).AllocatedCores);
        Assert.Equal(4, _harness.Task(job, 1).AllocatedCores);
        Assert.Equal([4, 5, 6, 7], _harness.Task(job, 2).AllocatedCoreIds);
        Assert.Equal(["first", "second"], _harness.Started);
    }

    [Fact]
    public void A_task_uses_as_many_sockets_as_it_says()
    {
        var job = _harness.Submitted(Sockets(2, 2), Some.Task("wide") with { MinSockets = 2, MaxSockets = 2 });
        Assert.Equal(8, _harness.Task(job, 1).AllocatedCores);
        Assert.Equal(("1 node 2", "1 node 8", "8"), (Variable("CCP_NODES"), Variable("CCP_NODES_CORES"), Variable("CCP_NUMCPUS")));
    }

    [Fact]
    public void A_node_is_all_its_cores()
    {
        var job = _harness.Submitted(new JobProperties { UnitType = JobUnitType.Node }, Some.Task("first"), Some.Task("second"));
        Assert.Equal((8, 16, 8), (_harness.Job(job).MinCores, _harness.Job(job).MaxCores, _harness.Job(job).AllocatedCores));
        Assert.Equal(["first"], _harness.Started);
        Assert.Equal(("1 node 1", "1 node 8"), (Variable("CCP_NODES"), Variable("CCP_NODES_CORES")));
        _harness.Exit(job, 1);
        Assert.Equal(["first", "second"], _harness.Started);
    }

    [Theory]
    [InlineData(JobUnitType.Core, 9, "Job 1 needs 9 cores, but the scheduler has 8.")]
    [InlineData(JobUnitType.Socket, 3, "Job 1 needs 3 sockets, but the scheduler has 2.")]
    [InlineData(JobUnitType.Node, 2, "Job 1 needs 2 nodes, but the scheduler has 1.")]
    [InlineData(JobUnitType.Gpu, 1, "Job 1 needs 1 GPUs, but the scheduler has 0.")]
    public void A_job_that_needs_more_than_there_is_is_not_valid(JobUnitType unit, int count, string message)
    {
        var job = _harness.New(Of(unit, count, count));
        _harness.Add(job, "work");
        var error = _harness.Submit(job);
        Assert.Same(SchedulerErrors.NotEnoughCores, error?.Error);
        Assert.StartsWith(message, error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_counts_in_the_unit_of_its_job()
    {
        var job = _harness.New(Sockets(1, 2));
        _harness.Add(job, Some.Task("work") with { MinCores = 1, MaxCores = 2 });
        Assert.Same(SchedulerErrors.TaskUnitDiffers, _harness.Submit(job)?.Error);
    }

    [Fact]
    public void Counts_in_another_unit_than_the_jobs_mean_nothing()
    {
        var job = _harness.New(Sockets(1, 1) with { MinCores = 8, MaxCores = 8 });
        Assert.Equal((4, 4), (_harness.Job(job).MinCores, _harness.Job(job).MaxCores));
    }

    [Fact]
    public void With_another_unit_the_counts_of_before_are_gone()
    {
        var job = _harness.New(Some.Cores(3));
        _harness.SetJob(job, Sockets(1, 1));
        Assert.Equal((4, 4, null), (_harness.Job(job).MinCores, _harness.Job(job).MaxCores, _harness.Job(job).Properties.MinCores));
        _harness.SetJob(job, new JobProperties { UnitType = JobUnitType.Node });
        Assert.Equal((8, 8, null), (_harness.Job(job).MinCores, _harness.Job(job).MaxCores, _harness.Job(job).Properties.MinSockets));
    }

    [Fact]
    public void A_computed_count_is_in_units_too()
    {
        var job = _harness.New(new JobProperties { UnitType = JobUnitType.Socket });
        _harness.Add(job, Some.Task("wide") with { MinSockets = 2, MaxSockets = 2 });
        _harness.Add(job, "work");
        Assert.Null(_harness.Submit(job));
        Assert.Equal((8, 12), (_harness.Job(job).MinCores, _harness.Job(job).MaxCores));
    }

    [Fact]
    public void A_task_added_late_is_counted_in_units_too()
    {
        var job = _harness.Submitted(new JobProperties { UnitType = JobUnitType.Socket }, Some.Task("work"));
        _harness.Add(job, Some.Task("late") with { MinSockets = 2, MaxSockets = 2 });
        Assert.Equal((8, 12), (_harness.Job(job).MinCores, _harness.Job(job).MaxCores));
        _harness.Exit(job, 1);
        Assert.Equal(8, _harness.Task(job, 2).AllocatedCores);
    }

    [Fact]
    public void Node_preparation_and_release_need_no_unit()
    {
        var job = _harness.Submitted(Sockets(2, 2), Some.NodePrep, Some.Task("work"), Some.NodeRelease);
        Assert.Equal(0, _harness.Task(job, 1, 1).AllocatedCores);
        _harness.Exit(job, 1, 0, 1);
        _harness.Exit(job, 2);
        Assert.Equal(["prepare", "work", "release"], _harness.Started);
    }

    private static JobProperties Sockets(int minimum, int maximum) => Of(JobUnitType.Socket, minimum, maximum);

    private static JobProperties Of(JobUnitType unit, int minimum, int maximum) => unit switch
    {
        JobUnitType.Core => new() { UnitType = unit, MinCores = minimum, MaxCores = maximum },
        JobUnitType.Socket => new() { UnitType = unit, MinSockets = minimum, MaxSockets = maximum },
        JobUnitType.Node => new() { UnitType = unit, MinNodes = minimum, MaxNodes = maximum },
        _ => new() { UnitType = unit, MinGpus = minimum, MaxGpus = maximum },
    };

    private string Variable(string name) =>
        _harness.Effects.OfType<Effect.Start>().Single().Attempt.Environment.Last(variable => variable.Key == name).Value;
}
