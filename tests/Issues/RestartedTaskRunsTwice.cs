using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>A running task that was queued again, and whose processes did not end when they were killed, ran beside them.</summary>
public sealed class RestartedTaskRunsTwice
{
    [Fact]
    public void A_task_whose_processes_do_not_end_is_Failed_and_not_run_again()
    {
        var harness = new CoreHarness();
        var job = harness.Submitted("immortal", "other");
        harness.Start(job, 1);
        Assert.Null(harness.RestartTask(job, 1));
        harness.Pass(TimeSpan.FromSeconds(15));
        harness.Pass(TimeSpan.FromSeconds(15));
        Assert.Equal(TaskState.Failed, harness.Task(job, 1).State);
        Assert.Equal(["immortal", "other"], harness.Started);
        Assert.Equal("HpcJobHasSurvivors", Assert.Throws<SchedulerException>(() => harness.RestartTask(job, 1)).Error.Id);
    }
}
