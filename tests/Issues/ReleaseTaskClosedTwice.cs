using HpcScheduler.Core.Ports;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// A node release task that a new host found not started was closed as Finished and then run: a sub-task ran under a task that was over.
/// </summary>
public sealed class ReleaseTaskClosedTwice
{
    [Fact]
    public void A_node_release_task_that_never_started_is_started_again()
    {
        var harness = new CoreHarness();
        var job = harness.New();
        harness.Add(job, "work");
        harness.Add(job, new TaskProperties { CommandLine = "release", Type = TaskType.NodeRelease });
        harness.Submit(job);
        harness.Exit(job, 1);
        harness.End(new TaskKey(job, 2, 1), new AttemptEnd { Outcome = AttemptOutcome.NotStarted, Time = harness.Now });
        Assert.Equal(["work", "release", "release"], harness.Started);
        Assert.Equal(TaskState.Running, harness.Task(job, 2).State);
        harness.Exit(job, 2, 0, 1);
        Assert.Equal(TaskState.Finished, harness.Task(job, 2).State);
        Assert.Equal(JobState.Finished, harness.Job(job).State);
    }
}
