using HpcScheduler.Core;
using HpcScheduler.Core.Ports;

namespace HpcScheduler.Unit.Core;

/// <summary>Services: tasks of which as many instances run as there are cores (scheduler reference, sections 5.2 and 6.11).</summary>
public sealed class ServiceTests
{
    private readonly CoreHarness _harness = new(cores: 2);

    [Fact]
    public void As_many_instances_run_as_there_are_cores_and_one_follows_another()
    {
        var job = Service();
        Assert.Equal(["serve 1", "serve 2"], _harness.Started);
        _harness.Exit(job, 1, 0, 1);
        Assert.Equal(["serve 1", "serve 2", "serve 3"], _harness.Started);
        Assert.Equal((JobState.Running, TaskState.Running), (_harness.Job(job).State, _harness.Task(job, 1).State));
        Assert.Equal(
            (1, 2, 3), (_harness.Job(job).Counts.Finished, _harness.Job(job).Counts.Dispatching, _harness.Task(job, 1).SubTaskCount));
    }

    [Fact]
    public void A_service_keeps_to_the_maximum_of_its_job_and_grows_when_others_end()
    {
        var small = _harness.Submitted(Some.Cores(1), Some.Service);
        var other = _harness.Submitted("other");
        Assert.Equal(["serve 1", "other"], _harness.Started);
        _harness.Exit(other, 1);
        Assert.Equal(1, _harness.Job(small).AllocatedCores);
        _harness.Submitted(new JobProperties(), Some.Service);
        Assert.Equal(["serve 1", "other", "serve 1"], _harness.Started);
        _harness.Stop(small, force: true);
        _harness.Killed(small, 1, 1);
        Assert.Equal(["serve 1", "other", "serve 1", "serve 2"], _harness.Started);
    }

    [Fact]
    public void After_failures_in_a_row_it_pauses_ever_longer()
    {
        var job = _harness.Submitted(Some.Cores(1), Some.Service);
        var instance = 0;
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 32, 60, 60 })
        {
            _harness.Exit(job, 1, 1, ++instance);
            Assert.Equal(_harness.Now + TimeSpan.FromSeconds(seconds), _harness.Core.NextDeadline);
            _harness.Pass(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.Equal(instance, _harness.Started.Count);
            _harness.Pass(TimeSpan.FromMilliseconds(1));
            Assert.Equal(instance + 1, _harness.Started.Count);
        }
    }

    [Fact]
    public void A_success_ends_the_pause()
    {
        var job = Service();
        _harness.Exit(job, 1, 1, 1);
        Assert.Equal(2, _harness.Started.Count);
        _harness.Exit(job, 1, 0, 2);
        Assert.Equal(["serve 1", "serve 2", "serve 3", "serve 4"], _harness.Started);
        _harness.Exit(job, 1, 1, 3);
        Assert.Equal(_harness.Now + TimeSpan.FromSeconds(1), _harness.Task(job, 1).ResumeTime);
    }

    [Fact]
    public void The_next_host_keeps_the_pause()
    {
        var job = _harness.Submitted(Some.Cores(1), Some.Service);
        _harness.Exit(job, 1, 1, 1);
        _harness.Restart(cores: 2);
        Assert.Single(_harness.Started);
        _harness.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(["serve 1", "serve 2"], _harness.Started);
    }

    [Fact]
    public void An_instance_that_is_lost_runs_again()
    {
        var job = Service();
        _harness.Ended(AttemptOutcome.Lost, job, 1, 1);
        Assert.Equal(["serve 1", "serve 2", "serve 1"], _harness.Started);
        Assert.Null(_harness.Task(job, 1).ResumeTime);
    }

    [Fact]
    public void A_service_that_is_finished_is_Finished_with_its_instances()
    {
        var job = Service();
        _harness.StopTask(job, 1, message: "done", finish: true);
        Assert.Equal(2, _harness.Effects.OfType<Effect.Kill>().Count());
        _harness.Killed(job, 1, 1);
        _harness.Killed(job, 1, 2);
        Assert.Equal(TaskState.Finished, _harness.Task(job, 1).State);
        Assert.Equal(TaskState.Finished, _harness.Task(job, 1, 1).State);
        Assert.Equal(JobState.Finished, _harness.Job(job).State);
        Assert.Equal(2, _harness.Started.Count);
    }

    [Fact]
    public void A_service_that_is_canceled_is_Canceled_and_its_instances_Failed()
    {
        var job = Service();
        _harness.StopTask(job, 1, message: "no more");
        Assert.Equal(2, _harness.Effects.OfType<Effect.Stop>().Count());
        _harness.Exit(job, 1, 0, 1);
        _harness.Killed(job, 1, 2);
        Assert.Equal((TaskState.Canceled, "no more"), (_harness.Task(job, 1).State, _harness.Task(job, 1).ErrorMessage));
        Assert.Equal(
            (TaskState.Failed, ReasonCodes.TaskCanceledDuringExecution),
            (_harness.Task(job, 1, 2).State, _harness.Task(job, 1, 2).ErrorCode));
        Assert.Equal(2, _harness.Started.Count);
    }

    [Fact]
    public void An_instance_that_is_canceled_is_followed_by_another_after_a_pause()
    {
        var job = Service();
        _harness.StopTask(job, 1, subTask: 1, force: true);
        _harness.Killed(job, 1, 1);
        Assert.Equal(JobState.Running, _harness.Job(job).State);
        _harness.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(["serve 1", "serve 2", "serve 3"], _harness.Started);
    }

    [Theory]
    [InlineData(false, JobState.Canceled, TaskState.Canceled)]
    [InlineData(true, JobState.Finished, TaskState.Finished)]
    public void A_graceful_stop_of_its_job_waits_for_the_instances_and_starts_no_more(bool finish, JobState state, TaskState task)
    {
        var job = Service();
        _harness.Stop(job, graceful: true, finish: finish);
        Assert.Empty(_harness.Effects);
        _harness.Exit(job, 1, 0, 1);
        _harness.Exit(job, 1, 1, 2);
        Assert.Equal((state, task), (_harness.Job(job).State, _harness.Task(job, 1).State));
        Assert.Equal(2, _harness.Started.Count);
    }

    [Fact]
    public void Queued_again_with_its_job_it_goes_on_with_new_instances()
    {
        var job = Service();
        _harness.Stop(job, force: true);
        _harness.Killed(job, 1, 1);
        _harness.Killed(job, 1, 2);
        Assert.Equal((JobState.Canceled, TaskState.Canceled), (_harness.Job(job).State, _harness.Task(job, 1).State));
        Assert.Null(_harness.RestartJob(job));
        Assert.Equal(["serve 1", "serve 2", "serve 3", "serve 4"], _harness.Started);
        Assert.Equal((TaskState.Canceled, 1), (_harness.Task(job, 1, 1).State, _harness.Task(job, 1).RequeueCount));
    }

    [Fact]
    public void A_service_that_was_canceled_before_it_ran_stays_Canceled()
    {
        var job = _harness.New();
        _harness.Add(job, Some.Service);
        _harness.StopTask(job, 1);
        Assert.Null(_harness.Submit(job));
        Assert.Equal((JobState.Finished, TaskState.Canceled), (_harness.Job(job).State, _harness.Task(job, 1).State));
        Assert.Empty(_harness.Started);
    }

    [Fact]
    public void A_service_is_alone_in_its_job_but_for_tasks_of_its_node()
    {
        var job = _harness.New();
        _harness.Add(job, Some.Service);
        _harness.Add(job, "other");
        Assert.Same(SchedulerErrors.ServiceTaskNotAlone, _harness.Submit(job)?.Error);
        var prepared = _harness.Submitted(new JobProperties(), Some.NodePrep, Some.Service, Some.NodeRelease);
        _harness.Exit(prepared, 1, 0, 1);
        Assert.Equal(["prepare", "serve 1", "serve 2"], _harness.Started);
        _harness.Stop(prepared, force: true, finish: true);
    }

    [Fact]
    public void It_fails_its_job_when_as_many_instances_have_failed_as_it_says()
    {
        var job = _harness.Submitted(Some.Cores(1), Some.Service with { FailJobOnFailure = true, FailJobOnFailureCount = 2 });
        _harness.Exit(job, 1, 1, 1);
        _harness.Pass(TimeSpan.FromSeconds(1));
        _harness.Exit(job, 1, 1, 2);
        Assert.Equal((JobState.Failed, ReasonCodes.TaskFailure), (_harness.Job(job).State, _harness.Job(job).ErrorCode));
        Assert.Equal(TaskState.Failed, _harness.Task(job, 1).State);
    }

    private int Service() => _harness.Submitted(new JobProperties(), Some.Service);
}
