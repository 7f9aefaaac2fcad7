using HpcScheduler.Core;

namespace HpcScheduler.Unit.Core;

/// <summary>How pools share the cores where they are switched on (scheduler reference, section 6.7). Eight cores, half of them guaranteed to each of two pools.</summary>
public sealed class PoolDispatchTests
{
    private readonly CoreHarness _harness = new(cores: 8);

    public PoolDispatchTests()
    {
        foreach (var pool in (string[])["blue", "red"])
        {
            _harness.AddPool(pool, 1);
            _harness.Import(pool, new JobTemplateItem { PropertyName = "Pool", Default = pool });
        }

        _harness.Set("EnablePools", "True");
    }

    [Fact]
    public void What_nobody_needs_others_use()
    {
        Assert.Equal(8, Cores(Sweep("blue")));
    }

    [Fact]
    public void What_a_pool_is_guaranteed_comes_back_as_tasks_end_whatever_the_priorities()
    {
        var blue = Sweep("blue", priority: 4000);
        var red = Sweep("red", priority: 0);
        Assert.Equal(JobState.Queued, _harness.Job(red).State);
        Assert.Empty(_harness.Effects.OfType<Effect.Stop>());
        foreach (var subTask in Enumerable.Range(1, 6))
            _harness.Exit(blue, 1, subTask: subTask);
        Assert.Equal((4, 4), (Cores(blue), Cores(red)));
    }

    [Fact]
    public void With_Immediate_tasks_are_stopped_for_it_and_no_more_than_that()
    {
        _harness.Set("PreemptionType", "Immediate");
        var blue = Sweep("blue");
        var red = Sweep("red");
        while (_harness.Effects.OfType<Effect.Stop>().Select(stop => stop.Key.Task).ToList() is { Count: > 0 } stopped)
        {
            foreach (var task in stopped)
                _harness.Killed(task.JobId, task.TaskId, task.SubTaskId);
        }

        Assert.Equal((4, 4), (Cores(blue), Cores(red)));
    }

    [Fact]
    public void Two_running_jobs_of_a_pool_do_not_take_back_the_same_cores_twice()
    {
        _harness.Set("PreemptionType", "Immediate");
        var blue = Sweep("blue", maximum: 6);
        var (one, two) = (Sweep("red", maximum: 1), Sweep("red", maximum: 1));
        Assert.Equal((6, 1, 1), (Cores(blue), Cores(one), Cores(two)));
        _harness.Turn(core => core.Handle(new Protocol.SetPool("red", 3), CoreHarness.Administrator));
        var three = Sweep("red", maximum: 2);
        var stopped = _harness.Effects.OfType<Effect.Stop>().Select(stop => stop.Key.Task).ToList();
        Assert.Equal([blue], stopped.Select(task => task.JobId).Distinct());
        Assert.Single(stopped);
        _harness.Killed(blue, 1, stopped[0].SubTaskId);
        Assert.Equal(1, Cores(three));
    }

    [Fact]
    public void Beyond_its_guarantee_a_pool_waits_behind_a_job_that_waits_for_its_nodes()
    {
        var gate = Sweep("red", maximum: 3);
        var blue = Sweep("blue", maximum: 3);
        var wide = Sweep("red", minimum: 4, maximum: 4);
        var (own, more) = (Sweep("blue", maximum: 1), Sweep("blue", maximum: 1));
        Assert.Equal((3, 3, 0), (Cores(gate), Cores(blue), Cores(wide)));
        Assert.Equal((1, 0), (Cores(own), Cores(more)));
    }

    [Fact]
    public void Within_a_pool_the_order_is_that_of_the_queue()
    {
        Sweep("blue", maximum: 4);
        var gate = Sweep("red", maximum: 4);
        var (low, high) = (Sweep("red", priority: 2000, maximum: 1), Sweep("red", priority: 3000, maximum: 1));
        Assert.Equal((0, 0), (Cores(low), Cores(high)));
        _harness.Exit(gate, 1, subTask: 1);
        Assert.Equal((0, 1), (Cores(low), Cores(high)));
    }

    [Fact]
    public void A_job_that_waits_for_nodes_keeps_nobody_from_the_guarantee_of_another_pool()
    {
        var gate = Sweep("blue", maximum: 4);
        var wide = Sweep("blue", minimum: 8);
        var red = Sweep("red", priority: 0, maximum: 4);
        Assert.Equal((4, JobState.Queued, 4), (Cores(gate), _harness.Job(wide).State, Cores(red)));
    }

    [Fact]
    public void Two_jobs_larger_than_their_guarantees_run_one_after_the_other()
    {
        var blue = Sweep("blue", minimum: 6);
        var red = Sweep("red", minimum: 6);
        Assert.Equal((JobState.Running, JobState.Queued), (_harness.Job(blue).State, _harness.Job(red).State));
        _harness.Stop(blue, force: true);
        foreach (var task in _harness.Running.Keys.ToList())
            _harness.Killed(task.JobId, task.TaskId, task.SubTaskId);
        Assert.Equal(JobState.Running, _harness.Job(red).State);
    }

    [Fact]
    public void Pools_that_are_switched_off_do_not_count()
    {
        _harness.Set("EnablePools", "False");
        var blue = Sweep("blue");
        var red = Sweep("red");
        _harness.Exit(blue, 1, subTask: 1);
        Assert.Equal((8, 0), (Cores(blue), Cores(red)));
    }

    [Fact]
    public void With_balanced_shares_each_pool_has_its_guarantee_and_what_others_leave()
    {
        _harness.Set("SchedulingMode", "Balanced");
        _harness.Set("PriorityBias", "HighBias");
        var gate = _harness.Submitted(Some.Cores(8), Some.Task("gate") with { MinCores = 8, MaxCores = 8 });
        var blue = Sweep("blue", priority: 4000);
        var (one, two) = (Sweep("red", priority: 0, maximum: 2), Sweep("red", priority: 0, maximum: 1));
        _harness.Killed(gate, 1);
        _harness.Exit(gate, 1);
        Assert.Equal((5, 2, 1), (Cores(blue), Cores(one), Cores(two)));
    }

    private int Cores(int job) => _harness.Job(job).AllocatedCores;

    private int Sweep(string pool, int priority = 2000, int minimum = 1, int maximum = 8) => _harness.Submitted(
        new JobProperties { Template = pool, ExpandedPriority = priority, MinCores = minimum, MaxCores = maximum }, Some.Sweep(20));
}
