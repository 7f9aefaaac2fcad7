using HpcScheduler.Core.Ports;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// The host died after it had stored that node preparation starts and before it had started it. The next host found it not started and
/// queued it again, but it was only ever dispatched when its job started: the job was Running, without running anything, for ever.
/// </summary>
public sealed class NodePrepNeverStarts
{
    [Fact]
    public void A_node_preparation_task_that_never_started_is_started_again()
    {
        var harness = new CoreHarness();
        var job = harness.Submitted(
            new JobProperties(),
            new TaskProperties { CommandLine = "prepare", Type = TaskType.NodePrep },
            new TaskProperties { CommandLine = "work" });
        harness.Restart();
        harness.Ended(AttemptOutcome.NotStarted, job, 1, 1);
        Assert.Equal(["prepare", "prepare"], harness.Started);
        harness.Exit(job, 1, 0, 1);
        Assert.Equal(["prepare", "prepare", "work"], harness.Started);
    }
}
