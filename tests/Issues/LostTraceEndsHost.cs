using HpcScheduler.Core.Ports;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// A task that the records call Running, and of whose attempt nothing was left on disk, ended every host that started: the engine says that it
/// never ran, and a task that is Running cannot be that. So it is when the folder of attempts is lost, or a copy of the database is put into
/// another folder.
/// </summary>
public sealed class LostTraceEndsHost
{
    [Theory]
    [InlineData(null, TaskState.Dispatching)]
    [InlineData(true, TaskState.Dispatching)]
    [InlineData(false, TaskState.Failed)]
    public void A_running_task_without_a_trace_is_lost(bool? rerunnable, TaskState state)
    {
        var harness = new CoreHarness();
        var job = harness.Submitted(new JobProperties(), new TaskProperties { CommandLine = "work", Rerunnable = rerunnable });
        harness.Start(job, 1);
        harness.Restart();
        harness.End(new TaskKey(job, 1), Forgotten(harness));
        Assert.Equal(state, harness.Task(job, 1).State);
    }

    [Fact]
    public void It_runs_again_no_more_often_than_any_that_is_lost()
    {
        var harness = new CoreHarness();
        harness.Set("TaskRetryCount", 1);
        var job = harness.Submitted("work");
        for (var run = 0; run < 2; run++)
        {
            harness.Start(job, 1);
            harness.End(new TaskKey(job, 1), Forgotten(harness));
        }

        Assert.Equal(TaskState.Failed, harness.Task(job, 1).State);
        Assert.Equal(ReasonCodes.ProcessDead, harness.Task(job, 1).ErrorCode);
    }

    private static AttemptEnd Forgotten(CoreHarness harness) => new() { Outcome = AttemptOutcome.NotStarted, IsForgotten = true, Time = harness.Now };
}
