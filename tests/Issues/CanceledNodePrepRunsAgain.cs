using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// Node preparation that a user had canceled before it ran was run when its job came back from a hold or was queued again.
/// </summary>
public sealed class CanceledNodePrepRunsAgain
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void It_stays_Canceled_when_its_job_comes_back_from_a_hold(int subTask)
    {
        var harness = new CoreHarness();
        var job = WithCanceledPreparation(harness, subTask);
        harness.SetJob(job, new JobProperties { HoldUntil = harness.Now.AddHours(1).UtcDateTime });
        harness.Exit(job, 2);
        Assert.Equal(JobState.Queued, harness.Job(job).State);
        harness.Pass(TimeSpan.FromHours(1));
        Assert.Equal(["first", "second"], harness.Started);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void It_stays_Canceled_when_its_job_is_queued_again(int subTask)
    {
        var harness = new CoreHarness();
        var job = WithCanceledPreparation(harness, subTask);
        harness.Stop(job, force: true);
        harness.Killed(job, 2);
        Assert.Null(harness.RestartJob(job));
        Assert.Equal(["first", "first"], harness.Started);
        Assert.Equal(TaskState.Canceled, harness.Task(job, 1).State);
    }

    private static int WithCanceledPreparation(CoreHarness harness, int subTask)
    {
        var job = harness.New(new JobProperties { MinCores = 1, MaxCores = 1 });
        harness.Add(job, new TaskProperties { CommandLine = "prepare", Type = TaskType.NodePrep });
        harness.Add(job, "first");
        harness.Add(job, "second");
        harness.StopTask(job, 1, subTask);
        Assert.Null(harness.Submit(job));
        Assert.Equal(["first"], harness.Started);
        return job;
    }
}
