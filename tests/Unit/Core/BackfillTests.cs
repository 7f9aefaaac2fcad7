using HpcScheduler.Core;

namespace HpcScheduler.Unit.Core;

/// <summary>Jobs that fill the gap before a job that waits for its nodes (scheduler reference, section 6.5). Four cores.</summary>
public sealed class BackfillTests
{
    private readonly CoreHarness _harness = new(cores: 4);

    [Fact]
    public void A_job_that_has_ended_by_then_fills_the_gap()
    {
        Running(3, minutes: 10);
        var head = _harness.Submitted(Some.Cores(4), Some.Task("head") with { MinCores = 4, MaxCores = 4 });
        var filler = Waiting(1, minutes: 10);

        Assert.Equal((JobState.Queued, PendingReason.NotEnoughResource), (_harness.Job(head).State, _harness.Job(head).PendingReason));
        Assert.Equal((JobState.Running, true), (_harness.Job(filler).State, _harness.Job(filler).IsBackfill));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(null)]
    public void One_that_would_run_longer_does_not(int? minutes)
    {
        Running(3, minutes: 10);
        _harness.Submitted(Some.Cores(4), Some.Task("head"));
        Assert.Equal((JobState.Queued, PendingReason.JobSubmittedEarlier), StateOf(Waiting(1, minutes)));
    }

    [Fact]
    public void The_window_becomes_smaller_with_time()
    {
        Running(3, minutes: 10);
        _harness.Submitted(Some.Cores(4), Some.Task("head"));
        _harness.Now += TimeSpan.FromMinutes(6);
        Assert.Equal(JobState.Queued, StateOf(Waiting(1, minutes: 5)).State);
        Assert.Equal(JobState.Running, StateOf(Waiting(1, minutes: 4)).State);
    }

    [Fact]
    public void Nothing_fills_a_gap_whose_end_nobody_knows()
    {
        Running(3, minutes: null);
        _harness.Submitted(Some.Cores(4), Some.Task("head"));
        Assert.Equal(JobState.Queued, StateOf(Waiting(1, minutes: 1)).State);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(-1, true)]
    public void No_more_jobs_are_looked_at_than_BackfillLookAhead(int lookAhead, bool isFound)
    {
        _harness.Set("BackfillLookAhead", lookAhead);
        Running(2, minutes: 10);
        _harness.Submitted(Some.Cores(4), Some.Task("head"));
        Waiting(1, minutes: null);
        Assert.Equal(isFound, StateOf(Waiting(1, minutes: 1)).State == JobState.Running);
    }

    [Fact]
    public void The_first_job_starts_no_later_than_without()
    {
        var running = Running(3, minutes: 10);
        var head = _harness.Submitted(Some.Cores(4), Some.Task("head"));
        var filler = Waiting(1, minutes: 10);
        _harness.Pass(TimeSpan.FromMinutes(10));
        foreach (var job in (int[])[running, filler])
            _harness.Killed(job, 1);
        Assert.Equal(JobState.Running, _harness.Job(head).State);
    }

    [Fact]
    public void The_run_time_of_a_job_that_fills_a_gap_stays_as_it_is()
    {
        Running(3, minutes: 10);
        _harness.Submitted(Some.Cores(4), Some.Task("head"));
        var filler = Waiting(1, minutes: 10);
        var error = Assert.Throws<SchedulerException>(() => _harness.SetJob(filler, new JobProperties { RunTime = TimeSpan.FromMinutes(20) }));
        Assert.Equal((SchedulerErrors.BackfilledRunTime, unchecked((int)0x8004021D)), (error.Error, error.Error.ErrorCode));
        Assert.Null(_harness.SetJob(filler, new JobProperties { Project = "other" }));
    }

    [Fact]
    public void Nothing_is_filled_while_others_give_way()
    {
        var low = _harness.Submitted(Some.Cores(3) with { ExpandedPriority = 0, RunTime = TimeSpan.FromMinutes(10) }, Some.Sweep(9));
        _harness.Submitted(Some.Cores(4), Some.Task("head") with { MinCores = 4, MaxCores = 4 });
        Assert.Equal(JobState.Queued, StateOf(Waiting(1, minutes: 5)).State);
        Assert.Equal(JobState.Running, _harness.Job(low).State);
    }

    [Fact]
    public void Of_two_jobs_that_wait_the_earlier_time_counts()
    {
        var harness = new CoreHarness([Some.Node("a", 2), Some.Node("b", 2)]);
        foreach (var (node, minutes) in ((string, int)[])[("a", 5), ("b", 20)])
            harness.Submitted(Limited(1, minutes) with { RequestedNodes = [node] }, Some.Task(node));
        harness.Submitted(Some.Cores(2) with { RequestedNodes = ["b"] }, Some.Task("head"));
        harness.Submitted(Some.Cores(2) with { RequestedNodes = ["a", "b"], SingleNode = true }, Some.Task("next"));
        var longer = harness.Submitted(Limited(1, minutes: 10) with { RequestedNodes = ["b"] }, Some.Task("longer"));
        var shorter = harness.Submitted(Limited(1, minutes: 5) with { RequestedNodes = ["b"] }, Some.Task("shorter"));
        Assert.Equal((JobState.Queued, JobState.Running), (harness.Job(longer).State, harness.Job(shorter).State));
    }

    private static JobProperties Limited(int cores, int? minutes) =>
        Some.Cores(cores) with { RunTime = minutes is null ? null : TimeSpan.FromMinutes(minutes.Value) };

    private int Running(int cores, int? minutes)
    {
        var job = _harness.Submitted(Limited(cores, minutes), Some.Task("long") with { MinCores = cores, MaxCores = cores });
        Assert.Equal(JobState.Running, _harness.Job(job).State);
        return job;
    }

    private int Waiting(int cores, int? minutes) => _harness.Submitted(Limited(cores, minutes), Some.Task("filler"));

    private (JobState State, PendingReason Reason) StateOf(int job) => (_harness.Job(job).State, _harness.Job(job).PendingReason);
}
