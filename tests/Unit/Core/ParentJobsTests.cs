using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Core;

/// <summary>Jobs that wait for others (scheduler reference, sections 2.2, J33 and J34, and 6.11).</summary>
public sealed class ParentJobsTests
{
    private const int Length = 1000;

    private readonly CoreHarness _harness = new();

    [Fact]
    public void A_job_waits_until_all_its_parents_have_finished()
    {
        var first = _harness.Submitted("first");
        var second = _harness.Submitted("second");
        var child = Child(first, second, first);
        Assert.Equal([first, second], _harness.Job(child).Properties.ParentJobIds);
        _harness.Exit(second, 1);
        Assert.Equal([first], _harness.Job(child).UnfinishedParents);
        Assert.Equal(PendingReason.ParentJobsNotFinished, _harness.Job(child).PendingReason);
        _harness.Exit(first, 1);
        Assert.Equal(["first", "second", "child"], _harness.Started);
    }

    [Fact]
    public void A_job_whose_parents_have_finished_does_not_wait()
    {
        var parent = _harness.Submitted("parent");
        _harness.Exit(parent, 1);
        Child(parent);
        Assert.Equal(["parent", "child"], _harness.Started);
    }

    [Fact]
    public void A_parent_that_has_finished_is_not_waited_for_again()
    {
        var parent = _harness.Submitted("parent");
        var hindrance = _harness.Submitted("hindrance");
        var child = Child(parent, hindrance);
        _harness.Exit(parent, 1);
        _harness.RemoveJob(parent);
        _harness.Exit(hindrance, 1);
        Assert.Equal(JobState.Running, _harness.Job(child).State);
    }

    [Fact]
    public void A_canceled_job_no_longer_waits_and_one_queued_again_does()
    {
        var parent = _harness.Submitted("parent");
        var child = Child(parent);
        _harness.Stop(child);
        Assert.Equal(PendingReason.None, _harness.Job(child).PendingReason);
        Assert.Null(_harness.RestartJob(child));
        Assert.Equal(PendingReason.ParentJobsNotFinished, _harness.Job(child).PendingReason);
        _harness.Stop(child);
        _harness.Exit(parent, 1);
        Assert.Equal(JobState.Canceled, _harness.Job(child).State);
        Assert.Null(_harness.RestartJob(child));
        Assert.Equal(JobState.Running, _harness.Job(child).State);
    }

    [Fact]
    public void The_next_host_waits_for_parents_too()
    {
        var parent = _harness.Submitted("parent");
        var child = Child(parent);
        _harness.Restart();
        _harness.Exit(parent, 1);
        Assert.Equal(JobState.Running, _harness.Job(child).State);
    }

    [Fact]
    public void A_job_with_a_parent_that_does_not_exist_is_not_valid() => Assert.Same(SchedulerErrors.ParentJobsMissing, Refusal(99));

    [Fact]
    public void A_job_with_a_parent_that_was_not_submitted_is_not_valid() =>
        Assert.Same(SchedulerErrors.ParentJobsNotSubmitted, Refusal(_harness.New()));

    [Fact]
    public void A_number_that_no_job_can_have_is_refused() =>
        Assert.Same(SchedulerErrors.InvalidParentJobIds, Assert.Throws<SchedulerException>(
        () => _harness.New(new JobProperties { ParentJobIds = [0] })).Error);

    [Fact]
    public void A_job_that_would_wait_for_itself_is_not_valid()
    {
        var job = _harness.New();
        _harness.SetJob(job, new JobProperties { ParentJobIds = [job] });
        Assert.Same(SchedulerErrors.InvalidParentJobIds, _harness.Submit(job)?.Error);
    }

    [Fact]
    public void A_job_that_closes_a_circle_is_not_valid_and_the_others_wait_on()
    {
        var first = _harness.Submitted("first");
        var second = Child(first);
        var third = Child(second);
        _harness.Stop(first, force: true);
        _harness.Killed(first, 1);
        _harness.SetJob(first, new JobProperties { ParentJobIds = [third] });
        var error = _harness.Submit(first);
        Assert.Same(SchedulerErrors.InvalidParentJobIds, error?.Error);
        Assert.Equal(JobState.Failed, _harness.Job(first).State);
        Assert.Equal(PendingReason.ParentJobsCanceledOrFailed, _harness.Job(second).PendingReason);
        Assert.Equal(PendingReason.ParentJobsNotFinished, _harness.Job(third).PendingReason);
    }

    [Fact]
    public void A_chain_of_a_thousand_jobs_runs_off_when_the_first_has_finished()
    {
        var first = _harness.Submitted("first");
        var last = Chain(first);
        Assert.Equal(PendingReason.ParentJobsNotFinished, _harness.Job(last).PendingReason);
        _harness.Exit(first, 1);
        Assert.Equal(JobState.Finished, _harness.Job(last).State);
        Assert.All(Enumerable.Range(first, Length), job => Assert.Equal(JobState.Finished, _harness.Job(job).State));
    }

    [Fact]
    public void In_a_chain_of_a_thousand_jobs_only_the_next_is_Canceled_when_one_is_deleted()
    {
        var first = _harness.Submitted("first");
        var last = Chain(first);
        _harness.Stop(500);
        _harness.RemoveJob(500);
        Assert.Equal((JobState.Canceled, PendingReason.None), (_harness.Job(501).State, _harness.Job(501).PendingReason));
        Assert.Equal(
            (JobState.Queued, PendingReason.ParentJobsCanceledOrFailed), (_harness.Job(502).State, _harness.Job(502).PendingReason));
        _harness.Exit(first, 1);
        Assert.Equal(JobState.Finished, _harness.Job(499).State);
        Assert.Equal((JobState.Queued, PendingReason.ParentJobsNotFinished), (_harness.Job(last).State, _harness.Job(last).PendingReason));
        Assert.Same(SchedulerErrors.ParentJobsMissing, _harness.RestartJob(501)?.Error);
    }

    [Fact]
    public void A_chain_of_a_thousand_jobs_runs_off_when_one_that_was_canceled_is_queued_again()
    {
        var first = _harness.Submitted("first");
        var last = Chain(first);
        _harness.Stop(500);
        _harness.Exit(first, 1);
        Assert.Equal(JobState.Queued, _harness.Job(501).State);
        Assert.Null(_harness.RestartJob(500));
        Assert.Equal(JobState.Finished, _harness.Job(last).State);
    }

    private int Child(params int[] parents) => _harness.Submitted(new JobProperties { ParentJobIds = parents }, Some.Task("child"));

    /// <summary>Jobs without tasks that each wait for the one before; with the first they are as many as <see cref="Length"/>.</summary>
    /// <returns>The last of them.</returns>
    private int Chain(int first) => _harness.Turn(core =>
    {
        var last = first;
        while (last < first + Length - 1)
        {
            last = core.Handle(new NewJob(new JobProperties { ParentJobIds = [last] }), CoreHarness.Owner).Id;
            core.Handle(new SubmitJob(last), CoreHarness.Owner);
        }

        return last;
    });

    private SchedulerError? Refusal(int parent)
    {
        var job = _harness.New(new JobProperties { ParentJobIds = [parent] });
        var error = _harness.Submit(job);
        Assert.Equal(JobState.Failed, _harness.Job(job).State);
        Assert.Equal(error?.Error.ErrorCode, _harness.Job(job).ErrorCode);
        return error?.Error;
    }
}
