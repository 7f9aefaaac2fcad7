using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// A job on hold released its node when a canceled task failed those that depend on it, and so the job. It was kept as one that leaves its
/// node, and would never have started a task again.
/// </summary>
public sealed class LeavingJobFailsAtOnce
{
    [Fact]
    public void A_job_that_fails_while_it_leaves_its_node_can_be_queued_again()
    {
        var harness = new CoreHarness();
        var job = harness.Submitted(
            new JobProperties { MinCores = 1, MaxCores = 1, FailOnTaskFailure = true, FailDependentTasks = true },
            new TaskProperties { CommandLine = "work" },
            new TaskProperties { CommandLine = "first", Name = "first" },
            new TaskProperties { CommandLine = "second", Name = "second", Depend = ["first"] },
            new TaskProperties { CommandLine = "release", Type = TaskType.NodeRelease });
        harness.SetJob(job, new JobProperties { HoldUntil = harness.Now.AddHours(1).UtcDateTime });
        harness.Exit(job, 1);
        harness.StopTask(job, 2);
        Assert.Equal(TaskState.Failed, harness.Task(job, 3).State);
        harness.Exit(job, 4, 0, 1);
        Assert.Equal(JobState.Failed, harness.Job(job).State);

        harness.Pass(TimeSpan.FromHours(1));
        harness.Started.Clear();
        Assert.Null(harness.RestartTask(job, 2));
        Assert.Equal(["first"], harness.Started);
    }
}
