using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// A sweep that a user had finished stayed Finished when its job was queued again, but its failed sub-tasks were queued and never ran:
/// the job was Running for ever.
/// </summary>
public sealed class FinishedSweepRunsAgain
{
    [Fact]
    public void A_sweep_that_was_finished_stays_so_with_all_its_sub_tasks()
    {
        var harness = new CoreHarness(cores: 2);
        var job = harness.New();
        harness.Add(job, new TaskProperties { CommandLine = "part *", Type = TaskType.ParametricSweep, EndValue = 3 });
        harness.Add(job, "bad");
        harness.Submit(job);
        harness.Exit(job, 1, 1, 1);
        harness.StopTask(job, 1, finish: true);
        harness.Killed(job, 1, 2);
        harness.Killed(job, 1, 3);
        Assert.Equal(TaskState.Finished, harness.Task(job, 1).State);
        harness.Exit(job, 2, 1);
        harness.Started.Clear();
        harness.Submit(job);
        Assert.Equal(["bad"], harness.Started);
        harness.Exit(job, 2);
        Assert.True(harness.Job(job).State is JobState.Finished or JobState.Failed);
    }
}
