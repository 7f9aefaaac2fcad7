using HpcScheduler.Core.Ports;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// A job that was to fill a gap and that the activation filter let go was not started: with its cores kept, nobody knew any more when the job before
/// it could start, so there was no gap. It was asked about for ever.
/// </summary>
public sealed class GrantedFillerIsNotStarted
{
    [Fact]
    public void A_job_that_is_let_go_fills_the_gap_that_it_was_asked_about_for()
    {
        var harness = new CoreHarness(cores: 4);
        harness.Submitted(Cores(2, minutes: 10), new TaskProperties { CommandLine = "busy" });
        harness.Set("ActivationFilterProgram", "/filter");
        harness.Submitted(Cores(4, minutes: null), new TaskProperties { CommandLine = "waits" });
        var filler = harness.Submitted(Cores(2, minutes: 5), new TaskProperties { CommandLine = "fills" });
        Assert.Equal(filler, harness.FilterCall.JobId);

        harness.Filtered(harness.FilterCall, new FilterVerdict { Outcome = FilterOutcome.Exited });

        Assert.Equal(["busy", "fills"], harness.Started);
    }

    private static JobProperties Cores(int count, int? minutes) =>
        new() { MinCores = count, MaxCores = count, RunTime = minutes is { } number ? TimeSpan.FromMinutes(number) : null };
}
