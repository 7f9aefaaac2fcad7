using HpcScheduler.Core;
using HpcScheduler.Core.Ports;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Core;

/// <summary>Commands on nodes: jobs of type Admin (scheduler reference, sections 1.2, 3.1 and 5.4).</summary>
public sealed class InvokeCommandTests
{
    private readonly CoreHarness _harness = new(cores: 1);

    [Fact]
    public void It_starts_at_once_beside_a_job_that_holds_all_cores_and_one_that_waits()
    {
        var busy = _harness.Submitted(new JobProperties { Exclusive = true }, Some.Task("busy"));
        var waiting = _harness.Submitted("waiting");
        var command = Invoke("uptime");
        Assert.Equal(["busy", "uptime"], _harness.Started);
        Assert.Equal((JobState.Running, JobType.Admin, 0), (_harness.Job(command).State, _harness.Job(command).JobType, _harness.Job(command).AllocatedCores));
        Assert.Equal(JobState.Queued, _harness.Job(waiting).State);
        _harness.Exit(command, 1);
        Assert.Equal(JobState.Finished, _harness.Job(command).State);
        _harness.Exit(busy, 1);
        Assert.Equal(["busy", "uptime", "waiting"], _harness.Started);
    }

    [Fact]
    public void A_running_command_does_not_keep_an_exclusive_job_from_its_node()
    {
        Invoke("uptime");
        _harness.Submitted(new JobProperties { Exclusive = true }, Some.Task("alone"));
        Assert.Equal(["uptime", "alone"], _harness.Started);
    }

    [Theory]
    [InlineData("Queued")]
    [InlineData("Balanced")]
    public void It_takes_nothing_from_anybody(string mode)
    {
        _harness.Set("SchedulingMode", mode);
        _harness.Set("PreemptionType", "Immediate");
        _harness.Set("GrowByPreemptionEnabled", "True");
        _harness.Submitted(new JobProperties { ExpandedPriority = 0 }, Some.Task("busy"));
        var command = Invoke("uptime");
        Assert.Empty(_harness.Effects.OfType<Effect.Stop>());
        Assert.Equal((JobState.Running, 0), (_harness.Job(command).State, _harness.Job(command).AllocatedCores));
    }

    [Fact]
    public void Only_an_administrator_runs_cancels_or_queues_it_again()
    {
        Assert.Same(SchedulerErrors.PermissionDenied, Refusal(() => Invoke("uptime", CoreHarness.Owner)));
        var command = Invoke("uptime");
        Assert.Same(SchedulerErrors.PermissionDenied, Refusal(() => _harness.Stop(command)));
        Assert.Same(SchedulerErrors.PermissionDenied, Refusal(() => _harness.RestartJob(command)));
        _harness.Turn(core => core.Handle(new StopJob(command, "enough", true, false, false), CoreHarness.Administrator));
        _harness.Killed(command, 1);
        Assert.Equal((JobState.Canceled, "enough", TaskState.Failed), (_harness.Job(command).State, _harness.Job(command).ErrorMessage, _harness.Task(command, 1).State));
    }

    [Fact]
    public void It_does_not_run_again_by_itself_but_where_that_is_asked_for()
    {
        var command = Invoke("uptime");
        _harness.Ended(AttemptOutcome.Lost, command, 1);
        Assert.Equal((JobState.Failed, 1), (_harness.Job(command).State, _harness.Started.Count));
        _harness.Turn(core => core.Handle(new RestartJob(command), CoreHarness.Administrator));
        Assert.Equal(["uptime", "uptime"], _harness.Started);
        _harness.Exit(command, 1);
        Assert.Equal(JobState.Finished, _harness.Job(command).State);
    }

    [Fact]
    public void The_next_host_follows_it_to_its_end()
    {
        var command = Invoke("uptime");
        _harness.Restart(cores: 1);
        _harness.Exit(command, 1);
        Assert.Equal((JobState.Finished, 1), (_harness.Job(command).State, _harness.Started.Count));
    }

    [Fact]
    public void An_unknown_node_or_no_command_is_refused_and_nothing_is_made()
    {
        Assert.Same(SchedulerErrors.NodeNotFound, Refusal(() => Invoke("uptime", nodes: ["nowhere"])));
        Assert.Same(SchedulerErrors.CommandLineMissing, Refusal(() => Invoke(" ")));
        Assert.False(_harness.Exists(1));
    }

    [Fact]
    public void It_takes_no_more_tasks()
    {
        var command = Invoke("uptime");
        Assert.Same(SchedulerErrors.TaskAddedToCommand, Refusal(() => _harness.Turn(core =>
            core.Handle(new AddTask(command, [Some.Task("more")]), CoreHarness.Administrator))));
    }

    [Fact]
    public void The_submission_filter_is_not_asked_about_it()
    {
        _harness.Set("SubmissionFilterProgram", "/bin/false");
        Assert.Equal(JobState.Running, _harness.Job(Invoke("uptime")).State);
    }

    private static SchedulerError Refusal(Action act) => Assert.Throws<SchedulerException>(act).Error;

    private int Invoke(string commandLine, Caller? caller = null, string[]? nodes = null) =>
        _harness.Turn(core => core.Handle(new InvokeCommand(commandLine, nodes), caller ?? CoreHarness.Administrator).Id);
}
