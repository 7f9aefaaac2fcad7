using HpcScheduler.Core.Ports;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>A task that ended with an invalid exit code, and left processes that could not be killed, ran again beside them.</summary>
public sealed class RetriedTaskRunsTwice
{
    [Fact]
    public void A_task_that_left_processes_is_not_run_again()
    {
        var harness = new CoreHarness();
        var job = harness.Submitted(new JobProperties { TaskExecutionFailureRetryLimit = 3 }, new TaskProperties { CommandLine = "work" });
        harness.End(
            new TaskKey(job, 1), new AttemptEnd { Outcome = AttemptOutcome.Exited, ExitCode = 1, Survivors = [4711], Time = harness.Now });
        Assert.Equal(["work"], harness.Started);
        Assert.Equal(TaskState.Failed, harness.Task(job, 1).State);
    }
}
