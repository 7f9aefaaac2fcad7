using System.Diagnostics;
using System.Globalization;
using HpcScheduler.Protocol;

namespace HpcScheduler.Load;

/// <summary>
/// A host that has run many tasks, half of them as one sweep and half in small jobs, beside a fresh one: it has forgotten none of them, and does the
/// same work. How fast and how large each is, is printed and never judged.
/// </summary>
public sealed class OldHostTests(ITestOutputHelper output)
{
    private const int TasksPerJob = 10;
    private const int JobsAtOnce = 500;
    private const int Callers = 8;
    private const int MostTimes = 200;
    private const int Restarts = 3;
    private const int Parts = 4;
    private const string Spoken = "what a task has written is kept";
    private const string Refused = "Stop-HpcJob of one that has ended";

    private readonly int _times = Math.Clamp(LoadSize.TasksOfOldHost / 100, 1, MostTimes);

    [Fact]
    public async Task A_host_that_has_run_many_tasks_works_as_a_fresh_one()
    {
        await using var old = await LoadHost.StartNewAsync();
        await using var fresh = await LoadHost.StartNewAsync();
        Say($"{Environment.ProcessorCount} processors, load {File.ReadAllText("/proc/loadavg").Trim()}; old host: {Memory(old)}");
        var sweep = LoadSize.TasksOfOldHost / 2;
        var sweepId = await SweepAsync(old, sweep, "old");
        var tasks = sweep + await SmallJobsAsync(old, sweep);
        var spoke = await old.SubmitAsync(new JobProperties { Name = "spoke" }, new TaskProperties { CommandLine = $"echo {Spoken}" });
        await EndedAsync(old, spoke, 1);
        Assert.Equal(++tasks, (await old.SendAsync(new GetClusterOverview())).FinishedTaskCount);

        (string Name, LoadHost Host, int Sweep, StandardRequests Requests)[] hosts =
            [("old", old, sweepId, new(old)), ("fresh", fresh, await SweepAsync(fresh, TasksPerJob, "fresh"), new(fresh))];
        // In turns, so that a machine that changes its pace changes it for both.
        for (var restart = 0; restart < Restarts; restart++)
        {
            foreach (var (name, host, _, _) in hosts)
            {
                await host.StopAsync();
                var start = Stopwatch.GetTimestamp();
                await host.StartAsync();
                Say($"{name}: started in {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} ms; {Memory(host)}");
            }
        }

        Assert.Equal(tasks, (await old.SendAsync(new GetClusterOverview())).FinishedTaskCount);
        foreach (var (_, host, id, requests) in hosts)
        {
            await requests.RunAsync(_times);
            await requests.MeasureAsync(Refused, Math.Min(Restarts, _times), () => Assert.ThrowsAsync<SchedulerException>(
                () => host.SendAsync(new StopJob(id, "", Force: false, Graceful: false, Finish: false))));
        }

        foreach (var kind in hosts[0].Requests.Times.Kinds)
        {
            Say($"{kind}: {string.Join("; ", hosts.Select(each => string.Create(
                CultureInfo.InvariantCulture,
                $"{each.Name} p50 {each.Requests.Times.Percentile(50, one => one == kind):F1} ms, p99 {each.Requests.Times.Percentile(99, one => one == kind):F1} ms, host {each.Requests.HostTime(kind):F2} ms")))}");
        }

        for (var round = 0; round < Restarts; round++)
        {
            foreach (var (name, host, _, _) in hosts)
                await SweepAsync(host, _times * TasksPerJob, name);
        }

        foreach (var (name, host, _, _) in hosts)
            Say($"{name}: {Memory(host)}");
        Assert.Equal(Spoken + "\n", string.Concat((await old.QueryAsync(new ReceiveTask(spoke, 1, 0, Wait: false))).Select(piece => piece.Text)));
        var removal = Stopwatch.StartNew();
        await old.SendAsync(new RemoveJob(sweepId));
        Say($"the sweep of {sweep} tasks removed in {removal.ElapsedMilliseconds} ms");
    }

    private async Task<int> SweepAsync(LoadHost host, int tasks, string name)
    {
        var watch = Stopwatch.StartNew();
        var id = await host.SubmitAsync(
            new JobProperties { Name = "sweep" }, new TaskProperties { Type = TaskType.ParametricSweep, EndValue = tasks, CommandLine = "/bin/true" });
        await EndedAsync(host, id, tasks);
        Say($"{name}: a sweep of {tasks}, {tasks / watch.Elapsed.TotalSeconds:F0} tasks/s; {Memory(host)}");
        return id;
    }

    private async Task<int> SmallJobsAsync(LoadHost host, int tasks)
    {
        var (jobs, last, watch) = (tasks / TasksPerJob, 0, Stopwatch.StartNew());
        for (var (made, part) = (0, 1); made < jobs;)
        {
            var ids = new int[Math.Min(JobsAtOnce, jobs - made)];
            await Parallel.ForAsync(0, ids.Length, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (number, _) => ids[number] = await SmallJobAsync(host));
            // Some wait all the while, so that the cores are never idle.
            if (last > 0)
                await EndedAsync(host, last, TasksPerJob);
            last = ids.Max();
            made += ids.Length;
            if (made < jobs * part / Parts)
                continue;
            Say($"{made} jobs of {TasksPerJob} submitted; {Memory(host)}");
            part++;
        }

        foreach (var job in await host.QueryAsync(new GetJob { State = JobState.Queued | JobState.Running | JobState.Finishing }))
            await EndedAsync(host, job.Id, TasksPerJob);
        Say($"old: {jobs} jobs of {TasksPerJob}, {jobs * TasksPerJob / watch.Elapsed.TotalSeconds:F0} tasks/s; {Memory(host)}");
        return jobs * TasksPerJob;
    }

    private static Task<int> SmallJobAsync(LoadHost host) => host.SubmitAsync(
        new JobProperties { Name = "small" },
        [.. Enumerable.Range(1, TasksPerJob).Select(number => new TaskProperties { Name = $"task {number}", CommandLine = "/bin/true" })]);

    private static async Task EndedAsync(LoadHost host, int id, int tasks)
    {
        var job = await host.WaitAsync(id, Timeout.InfiniteTimeSpan);
        Assert.Equal((JobState.Finished, tasks), (job.State, job.FinishedTaskCount));
    }

    private static string Memory(LoadHost host)
    {
        var (all, own) = host.Use.Memory();
        return string.Create(CultureInfo.InvariantCulture, $"{all:F0} MB, of these {own:F0} MB its own, database {host.DatabaseSize / 1048576.0:F0} MB");
    }

    private void Say(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
