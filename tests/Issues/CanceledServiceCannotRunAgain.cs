using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// A service that was canceled on its own while it ran made its next instance, once its job was queued again, in state Canceled, from which
/// nothing can be dispatched.
/// </summary>
public sealed class CanceledServiceCannotRunAgain
{
    [Fact]
    public void A_service_that_was_canceled_runs_again_with_its_job()
    {
        var harness = new CoreHarness(cores: 1);
        var job = harness.Submitted(new JobProperties(), new TaskProperties { CommandLine = "serve *", Type = TaskType.Service });
        harness.StopTask(job, 1, force: true);
        harness.Killed(job, 1, 1);
        Assert.Equal(TaskState.Canceled, harness.Task(job, 1).State);
        Assert.Equal(JobState.Failed, harness.Job(job).State);
        Assert.Null(harness.RestartJob(job));
        Assert.Equal(["serve 1", "serve 2"], harness.Started);
        Assert.Equal(TaskState.Running, harness.Task(job, 1).State);
    }
}
