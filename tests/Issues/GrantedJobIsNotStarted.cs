using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// A job that the activation filter let go was not started when the cores kept for it were the last ones and another stood before it, and was
/// asked about for ever.
/// </summary>
public sealed class GrantedJobIsNotStarted
{
    [Fact]
    public void A_job_that_is_let_go_starts_behind_one_that_waits_for_another_node()
    {
        var harness = new CoreHarness([new NodeRecord("a", 2, null), new NodeRecord("b", 2, null)]);
        harness.Submitted(On("a"), new TaskProperties { CommandLine = "busy" });
        harness.Set("ActivationFilterProgram", "/filter");
        harness.Submitted(On("a"), new TaskProperties { CommandLine = "waits" });
        var job = harness.Submitted(On("b"), new TaskProperties { CommandLine = "goes" });
        Assert.Equal(job, harness.FilterCall.JobId);
        harness.Filtered(harness.FilterCall, new FilterVerdict { Outcome = FilterOutcome.Exited });
        Assert.Equal(["busy", "goes"], harness.Started);
    }

    private static JobProperties On(string node) => new() { MinCores = 2, MaxCores = 2, RequestedNodes = [node] };
}
