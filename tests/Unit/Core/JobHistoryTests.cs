using HpcScheduler.Core.Records;
using static HpcScheduler.JobHistoryEvent;

namespace HpcScheduler.Unit.Core;

/// <summary>What is written down of a job: who did what, and when.</summary>
public sealed class JobHistoryTests
{
    private readonly CoreHarness _harness = new();

    [Fact]
    public void A_life_is_told_from_its_making_to_its_end()
    {
        var job = _harness.New();
        _harness.Add(job, "good");
        _harness.Add(job, "bad");
        _harness.Now += TimeSpan.FromMinutes(1);
        _harness.Submit(job);
        _harness.Now += TimeSpan.FromMinutes(1);
        _harness.Exit(job, 1);
        _harness.Exit(job, 2, 1);

        var rows = _harness.History(job);
        Assert.Equal([Created, Submitted, Started, Failed], rows.Select(row => row.Event));
        Assert.Equal(["owner", "owner", "", ""], rows.Select(row => row.Actor));
        Assert.Equal(
            [_harness.Now.AddMinutes(-2), _harness.Now.AddMinutes(-1), _harness.Now.AddMinutes(-1), _harness.Now],
            rows.Select(row => row.EventTime));
        Assert.Equal("On node with 2 cores.", rows[2].Message);
        var end = rows[3];
        Assert.Equal(_harness.Job(job).ErrorMessage, end.Message);
        Assert.Equal((2, 1, 1, 0), (end.NumberOfTasks, end.FinishedTasksCount, end.FailedTasksCount, end.CanceledTasksCount));
        Assert.Equal(
            (_harness.Now.AddMinutes(-1), _harness.Now.AddMinutes(-1), _harness.Now), (end.SubmitTime, end.StartTime, end.EndTime));
    }

    [Fact]
    public void Each_run_has_a_number_and_an_end_of_its_own()
    {
        var job = _harness.Submitted("bad");
        _harness.Exit(job, 1, 1);
        _harness.RestartJob(job);
        _harness.Exit(job, 1);
        Assert.Equal([Created, Submitted, Started, Failed, Requeued, Started, Finished], Events(job));
        Assert.Equal([0, 0, 0, 0, 1, 1, 1], _harness.History(job).Select(row => row.RequeueId));
    }

    [Theory]
    [InlineData(false, Canceled)]
    [InlineData(true, Finished)]
    public void A_stop_is_told_twice_when_it_is_asked_for_and_when_it_is_done(bool finish, JobHistoryEvent end)
    {
        var job = _harness.Submitted("work");
        _harness.Stop(job, "enough", finish: finish);
        _harness.Killed(job, 1);
        var (asked, done) = (_harness.History(job)[^2], _harness.History(job)[^1]);
        Assert.Equal((CancelRequestReceived, "owner", "enough", "owner"), (asked.Event, asked.Actor, asked.Message, asked.CanceledBy));
        Assert.Equal((end, "", "enough", "owner"), (done.Event, done.Actor, done.Message, done.CanceledBy));
    }

    [Fact]
    public void What_the_scheduler_does_by_itself_has_no_actor()
    {
        var job = _harness.Submitted(new JobProperties { RunTime = TimeSpan.FromMinutes(1) }, Some.Task("work"));
        _harness.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal((CancelRequestReceived, "", ""), Last(job, row => (row.Event, row.Actor, row.CanceledBy)));
    }

    [Fact]
    public void A_hold_of_a_running_job_is_told()
    {
        var job = _harness.Submitted(Some.Cores(1), Some.Task("first"), Some.Task("second"));
        _harness.SetJob(job, new JobProperties { HoldUntil = _harness.Now.AddHours(1).UtcDateTime });
        _harness.Exit(job, 1);
        _harness.Pass(TimeSpan.FromHours(1));
        Assert.Equal([Created, Submitted, Started, PropChange, Requeued, Started], Events(job));
        Assert.Equal(("HoldUntil", "owner"), (_harness.History(job)[3].Message, _harness.History(job)[3].Actor));
        Assert.Equal(("It was put on hold while it ran.", ""), (_harness.History(job)[4].Message, _harness.History(job)[4].Actor));
    }

    [Fact]
    public void A_change_names_what_was_changed()
    {
        var job = _harness.New();
        _harness.SetJob(job, new JobProperties { Name = "name", MinCores = 1, Progress = 5 });
        Assert.Equal((PropChange, "Name, NumCores, Progress"), Last(job, row => (row.Event, row.Message)));
    }

    [Theory]
    [InlineData(1, "1 task")]
    [InlineData(2, "2 tasks")]
    public void Tasks_queued_again_are_counted(int failures, string message)
    {
        var job = _harness.Submitted("first", "second", "other");
        for (var task = 1; task <= failures; task++)
            _harness.Exit(job, task, 1);
        _harness.RestartTask(job, 0, failed: true);
        Assert.Equal((TaskRequeued, message, "owner"), Last(job, row => (row.Event, row.Message, row.Actor)));
    }

    [Fact]
    public void A_job_that_is_not_valid_has_an_end()
    {
        var job = _harness.New(Some.Cores(9));
        _harness.Submit(job);
        Assert.Equal([Created, Submitted, Failed], Events(job));
        Assert.Equal("owner", Last(job, row => row.Actor));
    }

    [Fact]
    public void A_refused_request_is_not_told()
    {
        var job = _harness.Submitted("work");
        var before = Events(job);
        Assert.Throws<SchedulerException>(() => _harness.Submit(job));
        Assert.Throws<SchedulerException>(() => _harness.SetJob(job, new JobProperties { MinCores = 2 }));
        Assert.Throws<SchedulerException>(() => _harness.Stop(job, force: true, graceful: true));
        Assert.Equal(before, Events(job));
    }

    [Fact]
    public void The_history_is_deleted_with_its_job()
    {
        var job = _harness.Submitted();
        _harness.RemoveJob(job);
        Assert.Empty(_harness.History(job));
    }

    private IEnumerable<JobHistoryEvent> Events(int job) => _harness.History(job).Select(row => row.Event);

    private T Last<T>(int job, Func<JobHistoryRecord, T> of) => of(_harness.History(job)[^1]);
}
