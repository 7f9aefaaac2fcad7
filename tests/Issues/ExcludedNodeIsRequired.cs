using HpcScheduler.Core.Records;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// A node that could not be prepared was excluded from its job although a task required it: the job held cores for ever and ran nothing.
/// </summary>
public sealed class ExcludedNodeIsRequired
{
    [Fact]
    public void A_job_whose_task_requires_the_node_that_cannot_be_prepared_fails()
    {
        var harness = new CoreHarness([new NodeRecord("a", 2, null), new NodeRecord("b", 2, null)]);
        var job = harness.Submitted(
            new JobProperties { MinCores = 1, MaxCores = 2 },
            new TaskProperties { CommandLine = "prepare", Type = TaskType.NodePrep },
            new TaskProperties { CommandLine = "work", RequiredNodes = ["a"] });
        harness.Exit(job, 1, 1, 1);
        Assert.Equal((JobState.Failed, ReasonCodes.NodePrepTaskFailure), (harness.Job(job).State, harness.Job(job).ErrorCode));
    }
}
