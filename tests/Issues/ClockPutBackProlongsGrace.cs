using HpcScheduler.Core.Records;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>When the clock was put back, a job that was being stopped waited in its grace period for as long as the clock had been put back.</summary>
public sealed class ClockPutBackProlongsGrace
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_grace_period_lasts_no_longer_than_it_may_from_now_on(bool restarts)
    {
        var harness = new CoreHarness();
        var job = harness.Submitted("stubborn");
        harness.Start(job, 1);
        harness.Stop(job);
        harness.Now -= TimeSpan.FromHours(1);
        if (restarts)
            harness.Restart();
        harness.Pass(TimeSpan.Zero);

        Assert.Equal(harness.Now + TimeSpan.FromSeconds(harness.Settings.TaskCancelGracePeriod), harness.Core.NextDeadline);
        harness.Pass(TimeSpan.FromSeconds(harness.Settings.TaskCancelGracePeriod));

        Assert.Equal(StopPhase.Kill, harness.Job(job).StopPhase);
    }

    [Fact]
    public void A_task_and_a_node_release_are_bounded_likewise()
    {
        var harness = new CoreHarness();
        var job = harness.New();
        harness.Add(job, "stubborn");
        harness.Add(job, "work");
        harness.Add(job, new TaskProperties { CommandLine = "release", Type = TaskType.NodeRelease });
        harness.Submit(job);
        harness.Start(job, 1);
        harness.StopTask(job, 1);
        harness.Now -= TimeSpan.FromHours(1);
        harness.Pass(TimeSpan.Zero);
        harness.Pass(TimeSpan.FromSeconds(harness.Settings.TaskCancelGracePeriod));
        Assert.Equal(StopPhase.Kill, harness.Task(job, 1).StopPhase);

        harness.Killed(job, 1);
        harness.Exit(job, 2);
        harness.Now -= TimeSpan.FromHours(1);
        harness.Pass(TimeSpan.Zero);
        harness.Pass(TimeSpan.FromSeconds(harness.Settings.NodeReleaseTaskTimeout));

        Assert.Equal(StopPhase.ReleaseKill, harness.Job(job).StopPhase);
    }
}
