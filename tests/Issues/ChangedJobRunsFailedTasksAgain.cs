using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// A custom property of a job was changed while the job waited for the end of a hold: its failed tasks were queued again.
/// </summary>
public sealed class ChangedJobRunsFailedTasksAgain
{
    [Fact]
    public void A_change_of_a_queued_job_leaves_its_tasks_as_they_are()
    {
        var harness = new CoreHarness();
        var job = harness.Submitted(
            new JobProperties { MinCores = 1, MaxCores = 1 },
            new TaskProperties { CommandLine = "bad" },
            new TaskProperties { CommandLine = "work" });
        harness.SetJob(job, new JobProperties { HoldUntil = harness.Now.AddHours(1).UtcDateTime });
        harness.Exit(job, 1, 1);
        Assert.Equal(JobState.Queued, harness.Job(job).State);
        Assert.Null(harness.SetJob(job, new JobProperties { CustomProperties = ["ticket=4711"] }));
        Assert.Equal([TaskState.Failed, TaskState.Queued], harness.Tasks(job).Select(task => task.State));
        Assert.Equal(PendingReason.HeldByUser, harness.Job(job).PendingReason);
    }
}
