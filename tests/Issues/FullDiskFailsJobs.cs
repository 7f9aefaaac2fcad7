using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// A disk without room for the folder of an attempt failed one task after the other, a whole queue in seconds. What could not be started for now waits in
/// the queue, says why, and is tried again.
/// </summary>
public sealed class FullDiskFailsJobs
{
    private const string NoRoom = "The attempt's folder could not be written: No space left on device.";

    [Fact]
    public void A_task_without_room_stays_Queued_with_a_reason_and_is_started_when_there_is_room()
    {
        var harness = new CoreHarness(cores: 1);
        var (job, next) = (harness.Submitted(new JobProperties(), new TaskProperties { CommandLine = "first", Rerunnable = false }), harness.Submitted("second"));

        for (var times = 1; times <= 20; times++)
        {
            harness.Ended(AttemptOutcome.NoRoom, job, 1, message: NoRoom);

            var task = harness.Task(job, 1);
            Assert.Equal((TaskState.Queued, ReasonCodes.StartFailedOnNode, 0), (task.State, task.ErrorCode, task.AutoRequeueCount));
            Assert.Equal(NoRoom + " It waits until there is room.", task.ErrorMessage);
            Assert.Equal((JobState.Running, JobState.Queued), (harness.Job(job).State, harness.Job(next).State));
            Assert.Equal(times, harness.Started.Count);
            Assert.Empty(harness.Stalls);
            Assert.NotNull(harness.Core.NextDeadline);
            harness.Now = harness.Core.NextDeadline.Value;
            harness.Pass(TimeSpan.Zero);
        }

        harness.Start(job, 1);
        Assert.Equal((TaskState.Running, ReasonCodes.None, ""), (harness.Task(job, 1).State, harness.Task(job, 1).ErrorCode, harness.Task(job, 1).ErrorMessage));
        harness.Exit(job, 1);
        harness.Exit(next, 1);
        Assert.Equal((JobState.Finished, JobState.Finished), (harness.Job(job).State, harness.Job(next).State));
    }

    [Fact]
    public void While_there_is_no_room_nothing_else_is_started_either()
    {
        var harness = new CoreHarness(cores: 2);
        var job = harness.Submitted("one");
        harness.Ended(AttemptOutcome.NoRoom, job, 1, message: NoRoom);

        var later = harness.Submitted("two");
        Assert.Equal(["one"], harness.Started);
        Assert.Empty(harness.Stalls);

        harness.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(["one", "one", "two"], harness.Started);
        harness.Exit(job, 1);
        harness.Exit(later, 1);
    }

    [Theory]
    [InlineData(TaskType.ParametricSweep)]
    [InlineData(TaskType.NodePrep)]
    public void Sub_tasks_wait_for_room_as_well(TaskType type)
    {
        var harness = new CoreHarness();
        var job = harness.New();
        harness.Add(job, new TaskProperties { CommandLine = "first", Type = type });
        if (type == TaskType.NodePrep)
            harness.Add(job, "work");
        harness.Submit(job);

        harness.Ended(AttemptOutcome.NoRoom, job, 1, 1, NoRoom);

        Assert.Equal(["first"], harness.Started);
        Assert.Empty(harness.Stalls);
        harness.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(["first", "first"], harness.Started);
        harness.Exit(job, 1, 0, 1);
        if (type == TaskType.NodePrep)
            harness.Exit(job, 2);
        Assert.Equal(JobState.Finished, harness.Job(job).State);
    }

    [Fact]
    public void A_task_that_is_canceled_while_it_is_refused_is_Canceled()
    {
        var harness = new CoreHarness(cores: 1);
        var job = harness.Submitted("one");
        harness.Stop(job, "enough");

        harness.Ended(AttemptOutcome.NoRoom, job, 1, message: NoRoom);

        Assert.Equal(JobState.Canceled, harness.Job(job).State);
        Assert.Equal(["one"], harness.Started);
    }

    [Fact]
    public void The_next_host_tries_at_once_and_a_clock_that_was_put_back_does_not_prolong_the_wait()
    {
        var harness = new CoreHarness(cores: 1);
        var job = harness.Submitted("one");
        harness.Ended(AttemptOutcome.NoRoom, job, 1, message: NoRoom);
        harness.Restart(cores: 1);
        Assert.Equal(["one", "one"], harness.Started);

        harness.Ended(AttemptOutcome.NoRoom, job, 1, message: NoRoom);
        harness.Pass(TimeSpan.FromDays(-1));
        harness.Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(["one", "one", "one"], harness.Started);
    }
}
