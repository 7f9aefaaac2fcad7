using HpcScheduler.Core.Ports;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>A task that was to give way before its process was started, and never was started, ended Canceled instead of waiting on.</summary>
public sealed class PreemptedTaskIsCanceled
{
    [Fact]
    public void A_task_that_gives_way_before_it_is_started_waits_on()
    {
        var harness = new CoreHarness(cores: 1);
        harness.Set("PreemptionType", "Immediate");
        var low = harness.New(new JobProperties { ExpandedPriority = 1000 });
        harness.Add(low, "low");
        harness.Submit(low);
        var high = harness.New(new JobProperties { ExpandedPriority = 3000 });
        harness.Add(high, "high");
        harness.Submit(high);
        harness.End(new TaskKey(low, 1), new AttemptEnd { Outcome = AttemptOutcome.NotStarted, Time = harness.Now });
        Assert.Equal(TaskState.Queued, harness.Task(low, 1).State);
        Assert.Equal(JobState.Running, harness.Job(high).State);
    }
}
