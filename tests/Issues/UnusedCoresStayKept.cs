using HpcScheduler.Core.Ports;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>A job that needed fewer cores than were kept for it left a job before it waiting for those, though they were free.</summary>
public sealed class UnusedCoresStayKept
{
    [Fact]
    public void What_is_not_needed_goes_to_the_job_at_the_head()
    {
        var harness = new CoreHarness(cores: 4);
        harness.Set("ActivationFilterProgram", "/filter");
        var job = harness.Submitted(new JobProperties { MinCores = 1, MaxCores = 4 }, [.. "abcd".Select(name => new TaskProperties { CommandLine = $"{name}" })]);
        var call = harness.FilterCall;
        foreach (var task in new[] { 2, 3, 4 })
            harness.StopTask(job, task);
        var urgent = harness.Submitted(new JobProperties { MinCores = 2, MaxCores = 2, ExpandedPriority = 3000 }, new TaskProperties { CommandLine = "urgent" });
        harness.Filtered(call, new FilterVerdict { Outcome = FilterOutcome.Exited });
        Assert.Equal(["a"], harness.Started);
        Assert.Equal(urgent, harness.FilterCall.JobId);
    }
}
