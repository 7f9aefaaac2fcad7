using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>A queued job whose last task was canceled was started later, with nothing to run, and held its cores for ever.</summary>
public sealed class EmptiedJobStaysQueued
{
    [Fact]
    public void A_queued_job_whose_last_task_is_canceled_is_over()
    {
        var harness = new CoreHarness(cores: 1);
        var running = harness.New();
        harness.Add(running, "runs");
        harness.Submit(running);
        var job = harness.New();
        harness.Add(job, "waits");
        harness.Submit(job);
        harness.StopTask(job, 1);
        Assert.Equal(JobState.Finished, harness.Job(job).State);
        harness.Exit(running, 1);
        Assert.Equal(["runs"], harness.Started);
    }
}
