using HpcScheduler.Core;
using HpcScheduler.Core.Ports;

namespace HpcScheduler.Unit.Core;

/// <summary>Running jobs give way to one of higher priority (scheduler reference, sections 2.2, J21 to J23, and 2.3, T18).</summary>
public sealed class PreemptionTests
{
    private readonly CoreHarness _harness = new(cores: 2);

    [Fact, Trait("Row", "J21")]
    public void J21_a_job_gives_its_cores_over_as_its_tasks_end_and_is_queued_when_all_are_off()
    {
        var low = Sweep(priority: 1000, count: 6, release: true);
        var high = Sweep(priority: 3000, count: 2, minimum: 2);
        Assert.Equal(JobState.Queued, _harness.Job(high).State);

        _harness.Exit(low, 1, subTask: 1);
        Assert.Equal(1, _harness.Job(low).AllocatedCores);
        Assert.DoesNotContain(new TaskKey(low, 1, 3), _harness.Running.Keys);
        _harness.Exit(low, 1, subTask: 2);
        Assert.Equal(JobState.Running, _harness.Job(high).State);
        // Its node release task runs before it is back in the queue.
        _harness.Exit(low, 2, subTask: 1);
        Assert.Equal((JobState.Queued, PendingReason.NotEnoughResource), (_harness.Job(low).State, _harness.Job(low).PendingReason));

        _harness.Exit(high, 1, subTask: 1);
        _harness.Exit(high, 1, subTask: 2);
        Assert.Equal(JobState.Running, _harness.Job(low).State);
        Assert.Equal(2, _harness.Job(low).Counts.Finished);
    }

    [Fact, Trait("Row", "J22")]
    public void J22_a_whole_job_is_stopped_and_queued_without_node_release()
    {
        _harness.Set("PreemptionType", "Immediate");
        _harness.Set("TaskImmediatePreemptionEnabled", "False");
        var low = Sweep(priority: 1000, count: 6, minimum: 2, release: true);
        var high = Sweep(priority: 3000, count: 1);
        Assert.Equal(2, _harness.Effects.OfType<Effect.Stop>().Count());
        Assert.Equal(CancelRequest.Preemption, _harness.Job(low).CancelRequest);

        _harness.Exit(low, 1, 143, subTask: 1);
        _harness.Exit(low, 1, 143, subTask: 2);
        Assert.Equal((JobState.Queued, CancelRequest.None), (_harness.Job(low).State, _harness.Job(low).CancelRequest));
        Assert.Equal(JobState.Running, _harness.Job(high).State);
        Assert.Equal(TaskState.Queued, _harness.Task(low, 1, 1).State);
        Assert.DoesNotContain("release", _harness.Started);
    }

    [Fact, Trait("Row", "J23")]
    public void J23_only_as_many_tasks_are_stopped_as_are_needed_the_last_started_first()
    {
        _harness.Set("PreemptionType", "Immediate");
        var low = Sweep(priority: 1000, count: 6);
        _harness.Now += TimeSpan.FromSeconds(1);
        _harness.Start(low, 1, 1);
        _harness.Now += TimeSpan.FromSeconds(1);
        _harness.Start(low, 1, 2);
        var high = Sweep(priority: 3000, count: 1);
        Assert.Equal([new TaskKey(low, 1, 2)], _harness.Effects.OfType<Effect.Stop>().Select(stop => stop.Key.Task));

        _harness.Exit(low, 1, 143, subTask: 2);
        Assert.Equal(JobState.Running, _harness.Job(low).State);
        Assert.Equal(JobState.Running, _harness.Job(high).State);
        Assert.Equal(TaskState.Queued, _harness.Task(low, 1, 2).State);
    }

    [Theory, Trait("Row", "T18")]
    [InlineData(true, TaskState.Queued, 0)]
    [InlineData(false, TaskState.Failed, ReasonCodes.TasksPreempted)]
    public void T18_a_task_that_is_stopped_runs_again_if_it_may(bool rerunnable, TaskState state, int reason)
    {
        _harness.Set("PreemptionType", "Immediate");
        var low = _harness.New(new JobProperties { ExpandedPriority = 1000, MinCores = 2 });
        _harness.Add(low, new TaskProperties { CommandLine = "low", Rerunnable = rerunnable, MinCores = 2, MaxCores = 2 });
        _harness.Submit(low);
        Sweep(priority: 3000, count: 1);
        _harness.Killed(low, 1);
        Assert.Equal((state, reason), (_harness.Task(low, 1).State, _harness.Task(low, 1).ErrorCode));
    }

    [Fact]
    public void Equal_priority_never_gives_way()
    {
        _harness.Set("PreemptionType", "Immediate");
        Sweep(priority: 2000, count: 6);
        Sweep(priority: 2000, count: 1);
        Assert.Empty(_harness.Effects.OfType<Effect.Stop>());
    }

    [Fact]
    public void Nothing_gives_way_where_that_is_switched_off()
    {
        _harness.Set("PreemptionType", "None");
        var low = Sweep(priority: 1000, count: 6);
        Sweep(priority: 3000, count: 1);
        _harness.Exit(low, 1, subTask: 1);
        Assert.Contains(new TaskKey(low, 1, 3), _harness.Running.Keys);
    }

    [Fact]
    public void Nothing_is_taken_that_would_not_be_enough()
    {
        _harness.Set("PreemptionType", "Immediate");
        Sweep(priority: 3000, count: 1, maximum: 1);
        Sweep(priority: 1000, count: 1, maximum: 1);
        Sweep(priority: 2000, count: 2, minimum: 2);
        Assert.Empty(_harness.Effects.OfType<Effect.Stop>());
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public void A_running_job_grows_at_the_cost_of_lower_priority_where_that_is_switched_on(bool isOn, int cores)
    {
        var harness = new CoreHarness(cores: 3);
        harness.Set("PreemptionType", "Immediate");
        harness.Set("GrowByPreemptionEnabled", isOn.ToString());
        var low = harness.Submitted(new JobProperties { ExpandedPriority = 1000, MinCores = 1, MaxCores = 2 }, Some.Sweep(9));
        var high = harness.Submitted(new JobProperties { ExpandedPriority = 3000, MinCores = 1, MaxCores = 3 }, Some.Sweep(9));
        // Nobody comes below his minimum for it.
        foreach (var stop in harness.Effects.OfType<Effect.Stop>().ToList())
            harness.Killed(low, 1, stop.Key.Task.SubTaskId);
        Assert.Equal((cores, 3 - cores), (harness.Job(high).AllocatedCores, harness.Job(low).AllocatedCores));
    }

    [Fact]
    public void Graphics_processors_are_given_up_with_the_cores_and_cores_alone_are_not_enough()
    {
        var harness = new CoreHarness([Some.Node("a", 4) with { Gpus = [0, 1] }]);
        harness.Set("PreemptionType", "Immediate");
        var gpus = new JobProperties { UnitType = JobUnitType.Gpu, MinGpus = 1, MaxGpus = 1 };
        harness.Submitted(gpus with { ExpandedPriority = 3000 }, Some.Task("keeps"));
        var low = harness.Submitted(gpus with { ExpandedPriority = 1000 }, Some.Task("gives"));
        var cores = harness.Submitted(gpus with { ExpandedPriority = 2000 }, Some.Task("wants"));
        Assert.Equal([low], harness.Effects.OfType<Effect.Stop>().Select(stop => stop.Key.Task.JobId));
        harness.Killed(low, 1);
        Assert.Equal((JobState.Running, JobState.Queued), (harness.Job(cores).State, harness.Job(low).State));
    }

    [Fact]
    public void For_a_graphics_processor_nobody_is_stopped_who_has_only_cores()
    {
        var harness = new CoreHarness([Some.Node("a", 4) with { Gpus = [0, 1] }]);
        harness.Set("PreemptionType", "Immediate");
        var gpus = new JobProperties { UnitType = JobUnitType.Gpu, MinGpus = 1, MaxGpus = 1, ExpandedPriority = 3000 };
        harness.Submitted(gpus, Some.Task("keeps"));
        harness.Submitted(Some.Cores(1) with { ExpandedPriority = 1000 }, Some.Task("cores"));
        harness.Submitted(gpus with { MinGpus = 2, MaxGpus = 2, ExpandedPriority = 4000 }, Some.Task("wants") with { MinCores = null });
        Assert.Equal(["keeps", "cores"], harness.Effects.OfType<Effect.Stop>().Select(stop => harness.Task(stop.Key.Task.JobId, 1).Properties.CommandLine).Order().Reverse());
    }

    private int Sweep(int priority, int count, int minimum = 1, int? maximum = null, bool release = false)
    {
        var job = _harness.New(new JobProperties { ExpandedPriority = priority, MinCores = minimum, MaxCores = maximum });
        _harness.Add(job, new TaskProperties { CommandLine = "work *", Type = TaskType.ParametricSweep, EndValue = count });
        if (release)
            _harness.Add(job, new TaskProperties { CommandLine = "release", Type = TaskType.NodeRelease });
        _harness.Submit(job);
        return job;
    }
}
