using HpcScheduler.Core.Ports;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>A task that was queued again while its process was about to be started, and then never was, ended Canceled for good.</summary>
public sealed class RestartedTaskIsCanceled
{
    [Fact]
    public void A_task_that_is_queued_again_before_its_process_is_started_runs()
    {
        var harness = new CoreHarness();
        var job = harness.Submitted("work");
        Assert.Null(harness.RestartTask(job, 1));
        harness.Ended(AttemptOutcome.NotStarted, job, 1);
        Assert.Equal(["work", "work"], harness.Started);
        Assert.Equal(CancelRequest.None, harness.Task(job, 1).CancelRequest);
    }

    [Fact]
    public void It_waits_if_its_job_has_been_canceled_meanwhile()
    {
        var harness = new CoreHarness();
        var job = harness.Submitted("work");
        Assert.Null(harness.RestartTask(job, 1));
        harness.Stop(job);
        harness.Ended(AttemptOutcome.NotStarted, job, 1);
        Assert.Equal(JobState.Canceled, harness.Job(job).State);
        Assert.Equal(TaskState.Queued, harness.Task(job, 1).State);
    }
}
