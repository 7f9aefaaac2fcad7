using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>Instances of a service that had failed before its job was queued again failed the job once more.</summary>
public sealed class OldFailuresOfServiceFailJob
{
    [Fact]
    public void Failures_of_an_earlier_run_do_not_count()
    {
        var harness = new CoreHarness(cores: 1);
        var job = harness.Submitted(new JobProperties { MinCores = 1, MaxCores = 1 }, new TaskProperties { CommandLine = "serve *", Type = TaskType.Service, FailJobOnFailure = true, FailJobOnFailureCount = 2 });
        harness.Exit(job, 1, 1, 1);
        harness.Pass(TimeSpan.FromSeconds(1));
        harness.Exit(job, 1, 1, 2);
        Assert.Equal(JobState.Failed, harness.Job(job).State);

        harness.RestartJob(job);
        Assert.Equal((TaskState.Canceled, ReasonCodes.TaskCanceledOnJobRequeue), (harness.Task(job, 1, 1).State, harness.Task(job, 1, 1).ErrorCode));
        harness.Exit(job, 1, 1, 3);
        Assert.Equal(JobState.Running, harness.Job(job).State);
        harness.Pass(TimeSpan.FromSeconds(1));
        harness.Exit(job, 1, 1, 4);
        Assert.Equal(JobState.Failed, harness.Job(job).State);
    }
}
