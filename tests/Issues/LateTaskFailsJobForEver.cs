using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// A task that depends on a failed one failed as soon as it was added or queued again, and its job with it. Nothing of the job ran that
/// could have taken it to its end: it was Canceling for ever.
/// </summary>
public sealed class LateTaskFailsJobForEver
{
    private static readonly TaskProperties Dependent = new()
    {
        CommandLine = "after", Name = "after", Depend = ["first"], FailJobOnFailure = true,
    };

    [Fact]
    public void A_job_that_runs_nothing_fails_with_the_task_that_is_added()
    {
        var harness = new CoreHarness();
        var job = Reservation(harness);
        harness.Exit(job, 1, 1);
        harness.Add(job, Dependent);
        Assert.Equal(TaskState.Failed, harness.Task(job, 2).State);
        Assert.Equal(JobState.Failed, harness.Job(job).State);
    }

    [Fact]
    public void A_job_that_runs_nothing_fails_with_the_task_that_is_queued_again()
    {
        var harness = new CoreHarness();
        var job = Reservation(harness);
        harness.Add(job, Dependent);
        harness.StopTask(job, 2);
        harness.Exit(job, 1, 1);
        Assert.Null(harness.RestartTask(job, 2));
        Assert.Equal(TaskState.Failed, harness.Task(job, 2).State);
        Assert.Equal(JobState.Failed, harness.Job(job).State);
    }

    private static int Reservation(CoreHarness harness) => harness.Submitted(
        new JobProperties { MinCores = 1, MaxCores = 1, RunUntilCanceled = true, FailDependentTasks = true },
        new TaskProperties { CommandLine = "first", Name = "first" });
}
