using HpcScheduler.Core;

namespace HpcScheduler.Unit.Core;

/// <summary>Balanced mode: minima first, the rest by weight (scheduler reference, section 6.3). Eight cores.</summary>
public sealed class BalancedTests
{
    private readonly CoreHarness _harness = new(cores: 8);

    public BalancedTests() => _harness.Set("SchedulingMode", "Balanced");

    [Theory]
    [InlineData("NoBias", 4, 4)]
    [InlineData("MediumBias", 5, 3)]
    [InlineData("HighBias", 6, 2)]
    public void What_is_left_after_the_minima_is_dealt_out_by_priority(string bias, int high, int low)
    {
        _harness.Set("PriorityBias", bias);
        var gate = _harness.Submitted(Some.Cores(8) with { ExpandedPriority = 4000 }, Some.Task("gate") with { MinCores = 8, MaxCores = 8 });
        var (first, second) = (Sweep(3000), Sweep(2000));
        Assert.Equal([JobState.Queued, JobState.Queued], ((int[])[first, second]).Select(job => _harness.Job(job).State));
        _harness.Exit(gate, 1);
        Assert.Equal((high, low), (Cores(first), Cores(second)));
    }

    [Fact]
    public void A_job_alone_has_everything()
    {
        Assert.Equal(8, Cores(Sweep(0)));
    }

    [Fact]
    public void One_that_comes_gets_its_minimum_at_once_even_from_one_of_higher_priority()
    {
        var first = Sweep(4000);
        var second = Sweep(1000, minimum: 2);
        Assert.Equal(2, _harness.Effects.OfType<Effect.Stop>().Count());
        foreach (var stop in _harness.Effects.OfType<Effect.Stop>().ToList())
            _harness.Killed(stop.Key.Task.JobId, stop.Key.Task.TaskId, stop.Key.Task.SubTaskId);
        Assert.Equal((6, 2), (Cores(first), Cores(second)));
        Assert.Equal(JobState.Running, _harness.Job(second).State);
    }

    [Theory]
    [InlineData("Balanced", "Graceful")]
    [InlineData("FastBalanced", "Immediate")]
    public void Without_haste_it_comes_as_tasks_end(string mode, string preemption)
    {
        _harness.Set("SchedulingMode", mode);
        _harness.Set("PreemptionBalancedMode", preemption);
        var first = Sweep(4000);
        var second = Sweep(1000);
        Assert.Empty(_harness.Effects.OfType<Effect.Stop>());
        Assert.Equal(JobState.Queued, _harness.Job(second).State);
        _harness.Exit(first, 1, subTask: 1);
        Assert.Equal((7, 1), (Cores(first), Cores(second)));
    }

    [Fact]
    public void Above_the_minimum_nothing_is_stopped_and_shares_move_with_each_rebalancing()
    {
        _harness.Set("PriorityBias", "NoBias");
        var first = Sweep(2000, count: 30);
        var second = Sweep(2000, count: 30);
        _harness.Killed(first, 1, subTask: 8);
        Assert.Equal((7, 1), (Cores(first), Cores(second)));
        // Until the next time the one keeps what it has.
        _harness.Exit(first, 1, subTask: 1);
        Assert.Equal((7, 1), (Cores(first), Cores(second)));

        _harness.Pass(TimeSpan.FromSeconds(10));
        Assert.Empty(_harness.Effects.OfType<Effect.Stop>());
        foreach (var subTask in _harness.Running.Keys.Where(key => key.JobId == first).Take(5).ToList())
            _harness.Exit(first, 1, subTask: subTask.SubTaskId);
        Assert.Equal((4, 4), (Cores(first), Cores(second)));
    }

    [Fact]
    public void The_core_asks_to_be_woken_for_the_next_rebalancing_only_while_shares_are_uneven()
    {
        _harness.Set("PreemptionBalancedMode", "Graceful");
        var first = Sweep(2000);
        Assert.Null(Due());
        Sweep(2000);
        Assert.Equal(_harness.Now + TimeSpan.FromSeconds(10), Due());
        _harness.Exit(first, 1, subTask: 8);
        _harness.Pass(TimeSpan.FromSeconds(10));
        Assert.Null(Due());

        DateTimeOffset? Due() => _harness.Core.NextDeadline is { } next && next < _harness.Now.AddMinutes(1) ? next : null;
    }

    [Fact]
    public void Where_minima_do_not_fit_the_lower_priority_gives_up_its_own()
    {
        var low = Sweep(1000, minimum: 6);
        var high = Sweep(3000, minimum: 4);
        Assert.Equal(4, _harness.Effects.OfType<Effect.Stop>().Count());
        foreach (var stop in _harness.Effects.OfType<Effect.Stop>().ToList())
            _harness.Killed(stop.Key.Task.JobId, stop.Key.Task.TaskId, stop.Key.Task.SubTaskId);
        Assert.Equal(JobState.Running, _harness.Job(high).State);
        // With what is left the one goes on below its minimum.
        Assert.Equal((JobState.Running, 4, 4), (_harness.Job(low).State, Cores(low), Cores(high)));
    }

    [Fact]
    public void Equal_priority_does_not_give_up_its_minimum()
    {
        var first = Sweep(2000, minimum: 6);
        var second = Sweep(2000, minimum: 4);
        Assert.Empty(_harness.Effects.OfType<Effect.Stop>());
        Assert.Equal((8, JobState.Queued), (Cores(first), _harness.Job(second).State));
    }

    [Fact]
    public void Growth_and_shrinking_cannot_be_switched_off()
    {
        _harness.Set("AutomaticGrowthEnabled", "False");
        _harness.Set("AutomaticShrinkEnabled", "False");
        var gate = _harness.Submitted(Some.Cores(7), Some.Task("gate") with { MinCores = 7, MaxCores = 7 });
        var job = Sweep(2000, count: 9);
        Assert.Equal(1, Cores(job));
        _harness.Exit(gate, 1);
        Assert.Equal(8, Cores(job));
        foreach (var subTask in Enumerable.Range(1, 6))
            _harness.Exit(job, 1, subTask: subTask);
        Assert.Equal(3, Cores(job));
    }

    [Theory]
    [InlineData(PendingReason.FastBalancedUnitType)]
    [InlineData(PendingReason.FastBalancedMinimum)]
    [InlineData(PendingReason.FastBalancedPools)]
    [InlineData(PendingReason.FastBalancedExclusive)]
    [InlineData(PendingReason.FastBalancedUniform)]
    public void FastBalanced_starts_plain_jobs_only(PendingReason reason)
    {
        _harness.Set("SchedulingMode", "FastBalanced");
        if (reason == PendingReason.FastBalancedPools)
            _harness.Set("EnablePools", "True");
        var job = _harness.Submitted(
            reason switch
            {
                PendingReason.FastBalancedUnitType => new JobProperties { UnitType = JobUnitType.Node, MinNodes = 1, MaxNodes = 1 },
                PendingReason.FastBalancedMinimum => Some.Cores(2),
                PendingReason.FastBalancedExclusive => new JobProperties { SingleNode = true },
                PendingReason.FastBalancedUniform => new JobProperties { NodeGroups = ["ComputeNodes"], NodeGroupOp = JobNodeGroupOp.Uniform },
                _ => new JobProperties(),
            },
            Some.Task("work"));
        Assert.Equal((JobState.Queued, reason), (_harness.Job(job).State, _harness.Job(job).PendingReason));
        if (reason != PendingReason.FastBalancedPools)
        {
            var plain = _harness.Submitted(new JobProperties(), Some.Task("plain"));
            Assert.Equal(JobState.Running, _harness.Job(plain).State);
            _harness.Exit(plain, 1);
        }

        _harness.Set("SchedulingMode", "Queued");
        Assert.Equal(JobState.Running, _harness.Job(job).State);
    }

    private int Cores(int job) => _harness.Job(job).AllocatedCores;

    private int Sweep(int priority, int minimum = 1, int count = 20) => _harness.Submitted(
        new JobProperties { ExpandedPriority = priority, MinCores = minimum, MaxCores = 8 }, Some.Sweep(count));
}
