using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// A sub-task was queued again while its sweep was being canceled: the sweep ended Canceled with a sub-task that waited for ever.
/// </summary>
public sealed class SubTaskRestartedInStoppingSweep
{
    [Fact]
    public void A_sub_task_of_a_sweep_that_is_being_canceled_cannot_be_queued_again()
    {
        var harness = new CoreHarness(cores: 2);
        var job = harness.Submitted(
            new JobProperties(),
            new TaskProperties { CommandLine = "part *", Type = TaskType.ParametricSweep, EndValue = 2 },
            new TaskProperties { CommandLine = "other" });
        harness.Exit(job, 1, 1, 1);
        harness.StopTask(job, 1);
        Assert.Equal("HpcTaskNotRestartable", Assert.Throws<SchedulerException>(() => harness.RestartTask(job, 1, 1)).Error.Id);
        harness.Killed(job, 1, 2);
        Assert.Equal(TaskState.Canceled, harness.Task(job, 1).State);
        Assert.Equal(0, harness.Job(job).Counts.Queued);
        harness.Exit(job, 2);
        Assert.Equal(JobState.Failed, harness.Job(job).State);
    }
}
