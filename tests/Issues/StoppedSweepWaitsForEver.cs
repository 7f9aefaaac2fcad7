using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// A job failed at once while a sweep of it had sub-tasks that had not begun. Another task was queued again, and the job with it: the sweep
/// stayed Failed, its sub-tasks Queued, and the job never ended.
/// </summary>
public sealed class StoppedSweepWaitsForEver
{
    [Fact]
    public void A_sweep_that_was_stopped_with_its_job_goes_on_with_it()
    {
        var harness = new CoreHarness(cores: 2);
        var job = harness.Submitted(
            new JobProperties { FailOnTaskFailure = true },
            new TaskProperties { CommandLine = "bad" },
            new TaskProperties { CommandLine = "part *", Type = TaskType.ParametricSweep, EndValue = 2 });
        harness.Exit(job, 1, 1);
        harness.Killed(job, 2, 1);
        Assert.Equal(JobState.Failed, harness.Job(job).State);

        harness.Started.Clear();
        Assert.Null(harness.RestartTask(job, 1));
        Assert.Equal(["bad", "part 2"], harness.Started);
        harness.Exit(job, 1);
        harness.Exit(job, 2, 0, 2);
        Assert.Equal(JobState.Failed, harness.Job(job).State);
        Assert.Equal(TaskState.Failed, harness.Task(job, 2).State);
    }
}
