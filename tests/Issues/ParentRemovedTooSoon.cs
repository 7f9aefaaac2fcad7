using HpcScheduler.Core.Ports;
using HpcScheduler.Protocol;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// A parent job finished and was removed before its children had been told, in one turn: they were Canceled as if it had not finished.
/// </summary>
public sealed class ParentRemovedTooSoon
{
    [Fact]
    public void A_parent_that_finishes_and_is_removed_in_one_turn_lets_its_children_go()
    {
        var harness = new CoreHarness();
        var parent = harness.Submitted("work");
        var child = harness.Submitted(new JobProperties { ParentJobIds = [parent] }, new TaskProperties { CommandLine = "after" });
        harness.Turn(core =>
        {
            core.Ended(
                harness.Running[new TaskKey(parent, 1)],
                new AttemptEnd { Outcome = AttemptOutcome.Exited, ExitCode = 0, Time = harness.Now });
            return core.Handle(new RemoveJob(parent), CoreHarness.Owner);
        });
        Assert.False(harness.Exists(parent));
        Assert.Equal(JobState.Running, harness.Job(child).State);
        Assert.Equal(["work", "after"], harness.Started);
    }
}
