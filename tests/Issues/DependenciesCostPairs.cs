using HpcScheduler.Core;
using HpcScheduler.Protocol;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>
/// Tasks that depend on a name were entered once for each task that has the name: a job of twice 15,000 took a minute and a gigabyte at its submission,
/// at each task that was added later and at each start of the host.
/// </summary>
public sealed class DependenciesCostPairs
{
    private const int Few = 1000;

    private readonly CoreHarness _harness = new();

    // With pairs four times as many tasks would need about sixteen times as much.
    [Fact]
    public void Four_times_as_many_tasks_need_not_much_more_than_four_times_the_memory()
    {
        Cost(Few);
        var few = Cost(Few);
        var many = Cost(4 * Few);
        Assert.InRange(many / (double)few, 1, 8);
    }

    [Fact]
    public void The_last_of_a_name_lets_go_all_that_wait_for_it()
    {
        var job = _harness.Submitted(Some.Cores(4), Named("first"), Named("first"), Named("second", "first"), Named("second", "first"));
        Assert.Equal(["first", "first"], _harness.Started);
        _harness.Exit(job, 2);
        Assert.Equal(2, _harness.Started.Count);
        _harness.Exit(job, 1);
        Assert.Equal(["first", "first", "second", "second"], _harness.Started);
    }

    [Fact]
    public void One_of_the_name_that_comes_later_is_waited_for_as_well()
    {
        var job = _harness.Submitted(Some.Cores(1), Named("first"), Named("second", "first"), Named("second", "first"));
        _harness.Add(job, Named("first"));
        _harness.Add(job, Named("second", "first"));
        _harness.Exit(job, 1);
        Assert.Equal(["first", "first"], _harness.Started);
        _harness.Restart();
        _harness.Exit(job, 4);
        Assert.Equal(["first", "first", "second"], _harness.Started);
    }

    [Fact]
    public void A_task_that_depends_on_two_names_waits_for_the_last_of_both()
    {
        var job = _harness.Submitted(Some.Cores(3), Named("a"), Named("b"), Named("a"), Named("both", "a", "b", "a"));
        _harness.Exit(job, 1);
        _harness.Exit(job, 3);
        Assert.DoesNotContain("both", _harness.Started);
        _harness.Exit(job, 2);
        Assert.Contains("both", _harness.Started);
    }

    [Fact]
    public void Each_failure_of_a_name_fails_those_that_wait_once_and_those_that_come_later_too()
    {
        var job = _harness.Submitted(
            new JobProperties { MinCores = 2, MaxCores = 2, FailDependentTasks = true },
            Named("first"), Named("first"), Named("second", "first"), Named("third", "second"), Some.Task("long"));
        _harness.Exit(job, 1, 3);
        Assert.Equal([TaskState.Failed, TaskState.Failed], new[] { 3, 4 }.Select(task => _harness.Task(job, task).State));
        Assert.Equal($"Task {job}.1, which it depends on, is Failed.", _harness.Task(job, 3).ErrorMessage);
        _harness.Exit(job, 2, 3);
        var late = _harness.Add(job, Named("fourth", "third"));
        Assert.Equal((TaskState.Failed, ReasonCodes.FailDependentTasks), (_harness.Task(job, late).State, _harness.Task(job, late).ErrorCode));
    }

    [Fact]
    public void What_failed_for_its_name_waits_again_when_the_name_runs_again()
    {
        var job = _harness.Submitted(new JobProperties { MinCores = 1, MaxCores = 1, FailDependentTasks = true }, Named("first"), Named("second", "first"));
        _harness.Exit(job, 1, 3);
        Assert.Equal(JobState.Failed, _harness.Job(job).State);
        Assert.Null(_harness.RestartJob(job));
        Assert.Equal(TaskState.Queued, _harness.Task(job, 2).State);
        _harness.Exit(job, 1, 3);
        Assert.Equal((TaskState.Failed, JobState.Failed), (_harness.Task(job, 2).State, _harness.Job(job).State));
    }

    [Fact]
    public void A_task_that_gets_another_name_is_waited_for_by_that()
    {
        var job = _harness.New();
        _harness.Add(job, Named("one"));
        _harness.Add(job, Named("two"));
        _harness.Add(job, Named("last", "one"));
        _harness.SetTask(job, 2, new TaskProperties { Name = "one" });
        _harness.SetTask(job, 1, new TaskProperties { Name = "two" });
        _harness.Submit(job);
        _harness.Exit(job, 1);
        Assert.DoesNotContain("last", _harness.Started);
        _harness.Exit(job, 2);
        Assert.Contains("last", _harness.Started);
    }

    private static TaskProperties Named(string name, params string[] depend) => Some.Named(name, depend);

    private static long Cost(int count)
    {
        var harness = new CoreHarness();
        var job = harness.New();
        var tasks = Enumerable.Range(0, count).Select(_ => Named("first")).Concat(Enumerable.Range(0, count).Select(_ => Named("second", "first"))).ToList();
        harness.Turn(core => core.Handle(new AddTask(job, tasks), CoreHarness.Owner));
        var before = GC.GetAllocatedBytesForCurrentThread();
        harness.Submit(job);
        harness.Add(job, Named("second", "first"));
        harness.Restart();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
