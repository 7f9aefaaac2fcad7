using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>A sweep whose sub-tasks were all canceled one by one before they ran stayed Queued, and its job Running, for ever.</summary>
public sealed class CanceledSweepHoldsUpJob
{
    [Fact]
    public void A_sweep_ends_with_the_last_of_its_sub_tasks_that_is_canceled()
    {
        var harness = new CoreHarness(cores: 1);
        var job = harness.New();
        harness.Add(job, "first");
        harness.Add(job, new TaskProperties { CommandLine = "part *", Name = "sweep", Type = TaskType.ParametricSweep, EndValue = 2 });
        harness.Add(job, new TaskProperties { CommandLine = "after", Name = "after", Depend = ["sweep"] });
        harness.Submit(job);
        harness.StopTask(job, 2, subTask: 1);
        harness.StopTask(job, 2, subTask: 2);
        Assert.Equal(TaskState.Canceled, harness.Task(job, 2).State);
        harness.Exit(job, 1);
        harness.Exit(job, 3);
        Assert.Equal(["first", "after"], harness.Started);
        Assert.Equal(JobState.Finished, harness.Job(job).State);
    }
}
