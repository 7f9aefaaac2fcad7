using HpcScheduler.Core;
using HpcScheduler.Core.Ports;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// Node release whose time was over before a new host found it not started was started again and then given up without a kill: its job ended,
/// and it ran on.
/// </summary>
public sealed class LateReleaseNeverKilled
{
    [Fact]
    public void Node_release_that_is_started_again_has_a_time_of_its_own()
    {
        var harness = new CoreHarness();
        var job = harness.Submitted(
            new JobProperties(),
            new TaskProperties { CommandLine = "work" },
            new TaskProperties { CommandLine = "release", Type = TaskType.NodeRelease });
        harness.Exit(job, 1);
        harness.Pass(TimeSpan.FromSeconds(harness.Settings.NodeReleaseTaskTimeout));
        harness.Restart();
        harness.Ended(AttemptOutcome.NotStarted, job, 2, 1);
        Assert.Equal(["work", "release", "release"], harness.Started);
        harness.Pass(TimeSpan.FromSeconds(harness.Settings.NodeReleaseTaskTimeout));
        Assert.Single(harness.Effects.OfType<Effect.Kill>());
        Assert.Equal(JobState.Finishing, harness.Job(job).State);
    }
}
