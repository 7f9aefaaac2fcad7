using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>A job that started elsewhere than where cores were kept for it left the job at the head waiting for those, though they were free.</summary>
public sealed class UnusedCoresStayKept
{
    [Fact]
    public void The_job_at_the_head_is_asked_about_as_soon_as_cores_are_kept_for_nobody()
    {
        var harness = new CoreHarness([new NodeRecord("a", 4, null), new NodeRecord("b", 2, null)]);
        harness.Set("ActivationFilterProgram", "/filter");
        harness.Submitted(new JobProperties { RequestedNodes = ["a", "b"], MinCores = 1, MaxCores = 1 }, new TaskProperties { CommandLine = "anywhere" });
        var call = harness.FilterCall;
        var whole = new JobProperties { RequestedNodes = ["a"], MinCores = 4, MaxCores = 4, ExpandedPriority = 3000 };
        var urgent = harness.Submitted(whole, new TaskProperties { CommandLine = "urgent" });
        harness.Filtered(call, new FilterVerdict { Outcome = FilterOutcome.Exited });
        Assert.Equal(["anywhere"], harness.Started);
        Assert.Equal(urgent, harness.FilterCall.JobId);
    }
}
