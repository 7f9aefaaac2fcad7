using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Core;

/// <summary>The node preparation and node release tasks that jobs have from their templates (scheduler reference, section 6.10).</summary>
public sealed class TemplateTaskTests
{
    private static readonly JobTemplateItem Prepare = new() { PropertyName = "NodePrepareTask", Default = "mount" };

    private static readonly JobTemplateItem Release = new() { PropertyName = "nodereleasetask", Default = "unmount" };

    private static readonly TaskProperties Own = new() { CommandLine = "own", Type = TaskType.NodePrep };

    private readonly CoreHarness _core = new();

    [Fact]
    public void They_come_with_the_submission_and_run_around_the_work()
    {
        _core.Import("night", Prepare, Release);
        var job = NewJob("work");
        Assert.Single(_core.Tasks(job));

        Assert.Null(_core.Submit(job));

        Assert.Equal([TaskType.Basic, TaskType.NodePrep, TaskType.NodeRelease], Masters(job).Select(task => task.Type));
        Assert.Equal([false, true, true], Masters(job).Select(task => task.IsOfTemplate));
        _core.Exit(job, 2, 0, 1);
        _core.Exit(job, 1);
        _core.Exit(job, 3, 0, 1);
        Assert.Equal(["mount", "work", "unmount"], _core.Started);
        Assert.Equal(JobState.Finished, _core.Job(job).State);
    }

    [Fact]
    public void A_job_queued_again_has_them_once()
    {
        _core.Import("night", Prepare, Release);
        var job = Failed();

        Assert.Null(_core.RestartJob(job));
        _core.Exit(job, 2, 0, 1);
        Assert.Null(_core.SetJob(job, new() { Project = "x" }));

        Assert.Equal([1, 2, 3], Masters(job).Select(task => task.Key.TaskId));
        Assert.Equal(["mount", "work", "unmount", "mount", "work"], _core.Started);
    }

    [Fact]
    public void A_job_queued_again_has_what_the_template_says_by_then()
    {
        _core.Import("night", Prepare, Release);
        var job = Failed();
        _core.Import("night", Prepare with { Default = "mount -v" });
        _core.Restart();

        Assert.Null(_core.RestartJob(job));
        _core.Exit(job, 4, 0, 1);
        _core.Exit(job, 1);

        Assert.Equal(["mount", "work", "unmount", "mount -v", "work"], _core.Started);
        Assert.Equal([1, 4], Masters(job).Select(task => task.Key.TaskId));
        Assert.Equal(JobState.Finished, _core.Job(job).State);
        Assert.Equal(2, _core.Job(job).Counts.Total);
    }

    [Fact]
    public void A_job_that_runs_keeps_what_it_has()
    {
        _core.Import("night", Prepare);
        var job = NewJob("work");
        Assert.Null(_core.Submit(job));
        _core.Exit(job, 2, 0, 1);

        _core.Import("night", Release);
        _core.Exit(job, 1);

        Assert.Equal(["mount", "work"], _core.Started);
        Assert.Equal(JobState.Finished, _core.Job(job).State);
    }

    [Fact]
    public void A_job_that_gets_another_template_has_the_tasks_of_that()
    {
        _core.Import("night", Prepare);
        var job = Failed();
        _core.Import("day", Release);

        _core.SetJob(job, new() { Template = "day" });
        Assert.Null(_core.Submit(job));

        Assert.Equal([TaskType.Basic, TaskType.NodeRelease], Masters(job).Select(task => task.Type));
    }

    [Fact]
    public void A_job_waiting_in_the_queue_that_is_submitted_anew_has_them_once()
    {
        _core.Import("night", Prepare);
        _core.Submitted(Some.Cores(4), Some.Task("busy"));
        var job = NewJob("work");
        Assert.Null(_core.Submit(job));

        Assert.Null(_core.SetJob(job, new() { CustomProperties = ["a=b"] }));
        Assert.Equal([1, 2], Masters(job).Select(task => task.Key.TaskId));
        _core.Import("night");
        Assert.Null(_core.SetJob(job, new() { CustomProperties = ["a=c"] }));

        Assert.Equal(1, Assert.Single(Masters(job)).Key.TaskId);
    }

    [Fact]
    public void A_task_that_the_job_has_itself_wins()
    {
        _core.Import("night", Prepare, Release);

        var job = _core.Submitted(Night, Own, Some.Task("work"));

        Assert.Equal(["own", "work", "unmount"], Masters(job).Select(task => task.Properties.CommandLine));
    }

    [Fact]
    public void One_that_is_added_later_takes_the_place_of_the_template_s()
    {
        _core.Import("night", Prepare);
        var job = Failed();
        _core.SetJob(job, new() { RunTime = TimeSpan.FromHours(1) });

        var own = _core.Add(job, Own);

        Assert.Equal([1, own], Masters(job).Select(task => task.Key.TaskId));
        Assert.Same(
            SchedulerErrors.MultipleNodePrepTasks,
            Assert.Throws<SchedulerException>(() => _core.Add(job, Own)).Error);
        Assert.Null(_core.Submit(job));
        Assert.Equal([1, own], Masters(job).Select(task => task.Key.TaskId));
    }

    [Fact]
    public void A_task_that_becomes_one_takes_the_place_of_the_template_s()
    {
        _core.Import("night", Prepare);
        var job = Failed();
        _core.SetJob(job, new() { RunTime = TimeSpan.FromHours(1) });
        var own = _core.Add(job, "own");

        _core.SetTask(job, own, new() { Type = TaskType.NodePrep });

        Assert.Equal([1, own], Masters(job).Select(task => task.Key.TaskId));
    }

    [Fact]
    public void One_that_is_read_only_allows_no_other()
    {
        _core.Import("night", Prepare with { ReadOnly = true });
        var job = _core.Turn(core => core.Handle(new NewJob(Night, [Own, Some.Task("work")]), CoreHarness.Owner)).Id;

        var refusal = Assert.Throws<SchedulerException>(() => _core.Submit(job));

        Assert.Same(SchedulerErrors.TemplateValueInvalid, refusal.Error);
        Assert.StartsWith("NodePrepareTask is 'own', which job template 'night' does not allow; allowed is mount.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(JobState.Configuring, _core.Job(job).State);
        _core.SetTask(job, 1, new() { CommandLine = "mount" });
        Assert.Null(_core.Submit(job));
        Assert.Equal(2, Masters(job).Count());
    }

    [Fact]
    public void A_filter_that_gives_another_template_gives_its_tasks()
    {
        _core.Import("night", Prepare);
        _core.Import("day", Release, Prepare with { ReadOnly = true });
        _core.Set("SubmissionFilterProgram", "/bin/filter");
        var job = NewJob("work");
        Assert.Null(_core.Submit(job));
        Assert.Equal(2, Masters(job).Count());

        _core.Filtered(_core.FilterCall, new() { Outcome = FilterOutcome.Exited, ExitCode = 1, Properties = new() { Template = "day" } });

        Assert.Equal(["work", "mount", "unmount"], Masters(job).Select(task => task.Properties.CommandLine));
        Assert.Equal(JobState.Running, _core.Job(job).State);
    }

    [Fact]
    public void An_empty_job_ends_as_without_them()
    {
        _core.Import("night", Prepare, Release);

        var job = _core.Submitted(Night);

        Assert.Equal(JobState.Finished, _core.Job(job).State);
        Assert.Empty(_core.Started);
    }

    [Fact]
    public void Where_nothing_is_released_a_template_adds_no_task_for_it()
    {
        _core.Import("night", Prepare, Release);
        _core.Set("NodeReleaseTaskTimeout", 0);

        var job = NewJob("work");

        Assert.Null(_core.Submit(job));
        Assert.Equal([TaskType.Basic, TaskType.NodePrep], Masters(job).Select(task => task.Type));
    }

    [Fact]
    public void A_copy_has_none_before_it_is_submitted()
    {
        _core.Import("night", Prepare);
        var job = Failed();

        var copy = _core.Turn(core => core.Handle(new NewJob(new(), CopyOf: job), CoreHarness.Owner)).Id;

        Assert.Equal("work", Assert.Single(Masters(copy)).Properties.CommandLine);
        Assert.Null(_core.Submit(copy));
        Assert.Equal(2, Masters(copy).Count());
    }

    [Fact]
    public void They_outlive_the_host()
    {
        _core.Import("night", Prepare, Release);
        var job = NewJob("work");
        Assert.Null(_core.Submit(job));
        _core.Restart();

        _core.Exit(job, 2, 0, 1);
        _core.Exit(job, 1);
        _core.Exit(job, 3, 0, 1);

        Assert.Equal(JobState.Finished, _core.Job(job).State);
        Assert.True(_core.Task(job, 2).IsOfTemplate);
    }

    [Theory]
    [InlineData("", "InvalidTemplateItemValue")]
    [InlineData(" ", "InvalidTemplateItemValue")]
    [InlineData("a\0b", "NullCharacter")]
    public void A_command_line_that_is_none_is_refused(string text, string error)
    {
        var refusal = Assert.Throws<SchedulerException>(() => _core.Import("night", Prepare with { Default = text }));

        Assert.Same(typeof(SchedulerErrors).GetField(error)!.GetValue(null), refusal.Error);
    }

    [Fact]
    public void There_is_nothing_to_choose_from()
    {
        JobTemplateItem[] bad = [Prepare with { ValueRange = ["mount"] }, Prepare with { RequiredValues = ["mount"] }, Prepare with { MaxVal = "mount" }];

        Assert.All(bad, item => Assert.Same(
            SchedulerErrors.InvalidTemplateItem, Assert.Throws<SchedulerException>(() => _core.Import("night", item)).Error));
    }

    private static JobProperties Night => new() { Template = "night" };

    private IEnumerable<TaskRecord> Masters(int job) => _core.Tasks(job).Where(task => task.Key.SubTaskId == 0);

    private int NewJob(string commandLine) =>
        _core.Turn(core => core.Handle(new NewJob(Night, [Some.Task(commandLine)]), CoreHarness.Owner)).Id;

    /// <summary>A job of the template night that was prepared, whose task failed, and that was released.</summary>
    private int Failed()
    {
        var job = NewJob("work");
        Assert.Null(_core.Submit(job));
        _core.Exit(job, 2, 0, 1);
        _core.Exit(job, 1, 1);
        if (_core.Running.ContainsKey(new(job, 3, 1)))
            _core.Exit(job, 3, 0, 1);
        Assert.Equal(JobState.Failed, _core.Job(job).State);
        return job;
    }
}
