using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>A task that became a sweep, or a sweep that became longer or a single task, was counted as it had been before.</summary>
public sealed class ChangedSweepMiscounts
{
    [Fact]
    public void Sub_tasks_are_counted_as_the_sweep_has_them_now()
    {
        var harness = new CoreHarness(cores: 1);
        var job = harness.New();
        harness.Add(job, "part *");
        harness.SetTask(job, 1, new TaskProperties { Type = TaskType.ParametricSweep, EndValue = 2 });
        Assert.Equal(2, harness.Job(job).Counts.Configuring);
        harness.SetTask(job, 1, new TaskProperties { Type = TaskType.Basic });
        Assert.Equal(1, harness.Job(job).Counts.Configuring);
        harness.SetTask(job, 1, new TaskProperties { Type = TaskType.ParametricSweep, EndValue = 2 });
        harness.SetTask(job, 1, new TaskProperties { EndValue = 3 });
        Assert.Equal(3, harness.Job(job).Counts.Configuring);
        harness.Submit(job);
        for (var part = 1; part <= 3; part++)
            harness.Exit(job, 1, 0, part);
        Assert.Equal(["part 1", "part 2", "part 3"], harness.Started);
        Assert.Equal(JobState.Finished, harness.Job(job).State);
    }
}
