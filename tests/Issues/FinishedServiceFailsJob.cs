using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>A service that its user finished failed its job when an instance of it had failed before.</summary>
public sealed class FinishedServiceFailsJob
{
    [Fact]
    public void A_job_whose_service_is_finished_is_Finished()
    {
        var harness = new CoreHarness(cores: 1);
        var job = harness.Submitted(new JobProperties { MinCores = 1, MaxCores = 1 }, new TaskProperties { CommandLine = "serve *", Type = TaskType.Service });
        harness.Exit(job, 1, 1, 1);
        harness.Pass(TimeSpan.FromSeconds(1));
        harness.StopTask(job, 1, finish: true);
        harness.Killed(job, 1, 2);
        Assert.Equal((TaskState.Finished, JobState.Finished), (harness.Task(job, 1).State, harness.Job(job).State));
    }
}
