using HpcScheduler.Core.Ports;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>A running task whose attempt folder was deleted while no host was there ended every host that started after that.</summary>
public sealed class ForgottenAttemptEndsHost
{
    [Fact]
    public void A_running_task_of_which_nothing_is_kept_is_lost_and_does_not_run_again()
    {
        var harness = new CoreHarness();
        var job = harness.Submitted("a");
        harness.Start(job, 1);
        harness.Restart();
        harness.End(new TaskKey(job, 1), new AttemptEnd { Outcome = AttemptOutcome.NotStarted, Message = "It had not been started.", IsForgotten = true, Time = harness.Now });
        var task = harness.Task(job, 1);
        Assert.Equal((TaskState.Failed, (int?)ReasonCodes.ProcessDead), (task.State, task.ErrorCode));
        Assert.Contains("is gone", task.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(["a"], harness.Started);
    }
}
