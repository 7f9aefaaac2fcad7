using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>A task that was being stopped to run again said that its job was canceled, when that was finished.</summary>
public sealed class FinishedJobCanceledItsTask
{
    [Fact]
    public void The_task_says_that_its_job_was_finished()
    {
        var harness = new CoreHarness();
        var job = harness.Submitted("endless");
        harness.Start(job, 1);
        harness.RestartTask(job, 1);
        harness.Stop(job, finish: true);
        harness.Killed(job, 1);
        Assert.Equal(JobState.Finished, harness.Job(job).State);
        Assert.Contains("was finished", harness.Task(job, 1).ErrorMessage, StringComparison.Ordinal);
    }
}
