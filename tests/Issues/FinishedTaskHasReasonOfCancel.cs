using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>A task that was finished on request had the reason of one that was canceled.</summary>
public sealed class FinishedTaskHasReasonOfCancel
{
    [Fact]
    public void A_task_that_was_finished_says_so()
    {
        var harness = new CoreHarness();
        var job = harness.New();
        harness.Add(job, "endless");
        harness.Submit(job);
        harness.StopTask(job, 1, finish: true);
        harness.Killed(job, 1);
        Assert.Equal(ReasonCodes.TaskFinishedDuringExecution, harness.Task(job, 1).ErrorCode);
    }
}
