using HpcScheduler.Core.Ports;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// The engine says that a task runs just before its runner is told of it. A host that died between left a Running task that the next one found not
/// started; for that there was no way on, and every host from then on ended as soon as it had started.
/// </summary>
public sealed class RunningTaskNeverBegan
{
    [Theory]
    [InlineData(TaskType.Basic)]
    [InlineData(TaskType.ParametricSweep)]
    [InlineData(TaskType.NodePrep)]
    public void A_running_task_that_never_began_is_started_again(TaskType type)
    {
        var harness = new CoreHarness();
        var job = harness.New();
        harness.Add(job, new TaskProperties { CommandLine = "first", Type = type, Rerunnable = type == TaskType.NodePrep ? null : false });
        if (type == TaskType.NodePrep)
            harness.Add(job, "work");
        harness.Submit(job);
        var key = new TaskKey(job, 1, type == TaskType.Basic ? 0 : 1);
        harness.Start(key.JobId, key.TaskId, key.SubTaskId);

        harness.End(key, new AttemptEnd { Outcome = AttemptOutcome.NotStarted, Time = harness.Now });

        Assert.Equal(["first", "first"], harness.Started);
        harness.Exit(job, 1, 0, key.SubTaskId);
        if (type == TaskType.NodePrep)
            harness.Exit(job, 2);
        Assert.Equal(JobState.Finished, harness.Job(job).State);
    }

    [Fact]
    public void A_running_node_release_task_that_never_began_is_started_again()
    {
        var harness = new CoreHarness();
        var job = harness.New();
        harness.Add(job, "work");
        harness.Add(job, new TaskProperties { CommandLine = "release", Type = TaskType.NodeRelease });
        harness.Submit(job);
        harness.Exit(job, 1);
        var key = new TaskKey(job, 2, 1);
        harness.Start(key.JobId, key.TaskId, key.SubTaskId);

        harness.End(key, new AttemptEnd { Outcome = AttemptOutcome.NotStarted, Time = harness.Now });

        Assert.Equal(["work", "release", "release"], harness.Started);
        harness.Exit(job, 2, 0, 1);
        Assert.Equal(JobState.Finished, harness.Job(job).State);
    }
}
