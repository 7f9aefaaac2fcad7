using System.Text;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>
/// The life of a scheduler from its first start to its end: a job with a task that fails, one that is read while it writes, one that waits and a
/// node release; a job that is canceled and does not heed its stop signal; a job that is deleted. Each run of a task leaves a line.
/// </summary>
internal sealed class LifeScenario
{
    private const int Lines = 500;

    private readonly CrashRun _run;
    private readonly TestHost _host;
    private readonly string _lines;
    private bool _goesOn;

    private LifeScenario(CrashRun run)
    {
        (_run, _host) = (run, run.Host);
        _lines = Path.Join(_host.Root, "lines");
    }

    public static async Task LiveAsync(CrashRun run)
    {
        var life = new LifeScenario(run);
        await run.StartAsync();
        await run.DoAsync("A setting", life.SetGracePeriodAsync, life.HasGracePeriodAsync);
        var first = await life.RunAsync();
        await life.CancelAsync();
        await run.DoAsync("A deletion", () => run.Host.Client.SendAsync(new RemoveJob(first), run.Host.Token), async () => await run.FindAsync("first") is null);
        await run.FoldersGoneAsync(first);
        await run.AskAsync(life.CheckAsync);
        var wasReached = run.Fault.IsReached;
        // A host that dies as it stops may take the answer along.
        await run.DoAsync("A stop", () => HostStopper.StopAsync(run.Host.Address, force: false, run.Host.Token), () => Task.FromResult(true));
        await run.Fault.EndAsync();
        if (!wasReached && run.Fault.IsReached)
        {
            // It died while it stopped.
            await life.CheckAsync();
            await HostStopper.StopAsync(run.Host.Address, force: false, run.Host.Token);
        }
    }

    private Task SetGracePeriodAsync() =>
        _host.Client.SendAsync(new SetClusterProperty([new HpcVariable("TaskCancelGracePeriod", "1")]), _host.Token);

    private async Task<bool> HasGracePeriodAsync()
    {
        await foreach (var line in _host.Client.QueryAsync(new GetClusterProperty(null), _host.Token))
        {
            if (line.Item is { Name: "TaskCancelGracePeriod", Value: "1" })
                return true;
        }

        return false;
    }

    private async Task<int> RunAsync()
    {
        var (up, gate, more) = (_host.MakePipe("up"), _host.MakePipe("gate"), _host.MakePipe("more"));
        var write = $"i=0; while [ $i -lt {Lines} ]; do echo $i; i=$((i+1)); done";
        var id = await _run.SubmitAsync(
            "first",
            new TaskProperties { CommandLine = $"echo 1 >>'{_lines}'; exit 3" },
            new TaskProperties { CommandLine = $"echo 2 >>'{_lines}'; {write}; read go <'{more}'; {write}" },
            new TaskProperties { CommandLine = $"echo 3 >>'{_lines}'; echo up >'{up}'; read go <'{gate}'" },
            new TaskProperties { Type = TaskType.NodeRelease, CommandLine = $"echo 4 >>'{_lines}'" });
        var output = await _run.AskAsync(() => ReadAsync(id, more));
        var whole = string.Concat(Enumerable.Range(0, 2 * Lines).Select(number => $"{number % Lines}\n"));
        CrashFinding.Unless(output == whole, Harm.Lost, $"of {whole.Length} characters of output {output.Length} came");
        await _host.ReadAsync(up);
        await _host.ReleaseAsync(gate);

        var ended = await _run.AskAsync(() => _host.WaitAsync(id));
        CrashFinding.Unless(ended.State == JobState.Failed, Harm.Lost, $"the job whose task failed is {ended.State}: {ended.ErrorMessage}");
        var results = (await _run.AskAsync(() => _host.TasksAsync(id))).Take(3).Select(task => (task.State, task.ExitCode)).ToList();
        CrashFinding.Unless(
            results.SequenceEqual([(TaskState.Failed, 3), (TaskState.Finished, 0), (TaskState.Finished, 0)]), Harm.Lost, $"results are {string.Join(", ", results)}");
        CrashRun.CheckLines(_lines, 4);
        return id;
    }

    private async Task CancelAsync()
    {
        var (up, never) = (_host.MakePipe("up2"), _host.MakePipe("never"));
        var id = await _run.SubmitAsync(
            "second",
            new TaskProperties { CommandLine = $"trap '' TERM; echo 5 >>'{_lines}'; echo up >'{up}'; while :; do read go <'{never}'; done" });
        await _host.ReadAsync(up);
        await _run.DoAsync("A cancel", () => _host.CancelAsync(id, "enough"), async () => (await _run.FindAsync("second"))!.State is JobState.Canceling or JobState.Canceled);
        var ended = await _run.AskAsync(() => _host.WaitAsync(id));
        CrashFinding.Unless(ended is { State: JobState.Canceled, ErrorMessage: "enough" }, Harm.Lost, $"the canceled job is {ended.State}: {ended.ErrorMessage}");
    }

    private async Task<bool> CheckAsync()
    {
        CrashRun.CheckLines(_lines, 5);
        var jobs = await _host.JobsAsync();
        CrashFinding.Unless(
            jobs is [{ Name: "second", State: JobState.Canceled, ErrorMessage: "enough" }], Harm.Lost,
            $"the jobs are {string.Join(", ", jobs.Select(job => $"{job.Name} {job.State}"))}");
        CrashFinding.Unless(await HasGracePeriodAsync(), Harm.Lost, "a setting");
        var info = await _host.Client.SendAsync(new GetScheduler(), _host.Token);
        CrashFinding.Unless(info is { CoresInUse: 0, RunningTaskCount: 0 }, Harm.Stuck, $"{info.CoresInUse} cores in use, {info.RunningTaskCount} tasks run");
        return true;
    }

    // The task goes on to write when a first piece of it has come.
    private async Task<string> ReadAsync(int job, string more)
    {
        var text = new StringBuilder();
        await foreach (var line in _host.Client.QueryAsync(new ReceiveTask(job, 2, 0, Wait: true), _host.Token))
        {
            text.Append(line.Problem is { } problem ? throw problem.ToException() : line.Item!.Text);
            if (_goesOn)
                continue;
            _goesOn = true;
            await _host.ReleaseAsync(more);
        }

        return text.ToString();
    }
}
