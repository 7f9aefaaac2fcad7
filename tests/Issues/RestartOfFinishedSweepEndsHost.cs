using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// A sweep was finished on request with failed sub-tasks. Queuing it again asked the life cycle for a step that it has not, which is a
/// fault of the core and ended the host.
/// </summary>
public sealed class RestartOfFinishedSweepEndsHost
{
    [Fact]
    public void A_sweep_that_was_finished_cannot_be_queued_again()
    {
        var harness = new CoreHarness(cores: 2);
        var job = harness.Submitted(
            new JobProperties(),
            new TaskProperties { CommandLine = "part *", Type = TaskType.ParametricSweep, EndValue = 2 },
            new TaskProperties { CommandLine = "other" });
        harness.Exit(job, 1, 1, 1);
        harness.StopTask(job, 1, finish: true);
        harness.Killed(job, 1, 2);
        Assert.Equal(TaskState.Finished, harness.Task(job, 1).State);
        Assert.Equal("HpcTaskNotRestartable", Assert.Throws<SchedulerException>(() => harness.RestartTask(job, 1)).Error.Id);
        Assert.Null(harness.RestartTask(job, 0, failed: true));
        Assert.Equal(TaskState.Finished, harness.Task(job, 1).State);
        Assert.Equal(TaskState.Failed, harness.Task(job, 1, 1).State);
    }
}
