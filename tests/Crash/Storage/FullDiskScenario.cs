using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>
/// The life of a scheduler whose disk gets full: a job with a task that fails, one that runs while many other jobs are made, and a node release; then it
/// is deleted. A task for which there was no room does not run and says so; each of the others leaves one line, outside of the disk.
/// </summary>
internal static class FullDiskScenario
{
    private const int Jobs = 20;

    public static async Task LiveAsync(CrashRun run)
    {
        var host = run.Host;
        var lines = Path.Join(host.Root, "lines");
        // Open for both, so that the word to go on waits for whoever reads it.
        await using var gate = new FileStream(host.MakePipe("gate"), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        var opened = 0;
        void Open()
        {
            if (Interlocked.Exchange(ref opened, 1) == 0)
                gate.Write("go\n"u8);
        }

        ((DiskFault)run.Fault).LetTasksEnd = Open;
        await run.StartAsync();
        var first = await run.SubmitAsync(
            "first",
            new TaskProperties { CommandLine = $"echo 1 >>'{lines}'; exit 3" },
            new TaskProperties { CommandLine = $"echo 2 >>'{lines}'; read go <'{gate.Name}'" },
            new TaskProperties { Type = TaskType.NodeRelease, CommandLine = $"echo 3 >>'{lines}'" });
        for (var number = 1; number <= Jobs; number++)
        {
            var properties = new JobProperties { Name = $"more {number}", JobEnv = ["TEXT=" + new string('x', 2000)] };
            await run.DoAsync(properties.Name, () => host.Client.SendAsync(new NewJob(properties), host.Token), async () => await run.FindAsync(properties.Name) is not null);
        }

        Open();
        var ended = await run.AskAsync(() => host.WaitAsync(first));
        CrashFinding.Unless(ended.State == JobState.Failed, Harm.Lost, $"the job whose task failed is {ended.State}: {ended.ErrorMessage}");
        var tasks = await run.AskAsync(() => host.TasksAsync(first));
        Check(tasks, lines);
        await run.DoAsync("A deletion", () => host.Client.SendAsync(new RemoveJob(first), host.Token), async () => await run.FindAsync("first") is null);
        await run.FoldersGoneAsync(first);
        await run.DoAsync("A stop", () => HostStopper.StopAsync(host.Address, force: false, host.Token), () => Task.FromResult(true));
        await run.Fault.EndAsync();
        await host.StartAsync();
        var names = (await host.JobsAsync()).Select(job => job.Name).ToList();
        CrashFinding.Unless(names.SequenceEqual(Enumerable.Range(1, Jobs).Select(number => $"more {number}")), Harm.Lost, $"the jobs are {string.Join(", ", names)}");
        Check(tasks, lines);
    }

    private static void Check(List<HpcTask> tasks, string lines)
    {
        var written = File.Exists(lines) ? File.ReadAllLines(lines) : [];
        var results = string.Join("; ", tasks.Select(task => $"{task.TaskId} {task.State} {task.ExitCode} {task.ErrorMessage}"));
        foreach (var task in tasks.GroupBy(task => task.TaskId))
        {
            var runs = written.Count(line => line == $"{task.Key}");
            CrashFinding.Unless(runs < 2, Harm.Doubled, $"task {task.Key} ran {runs} times: {results}");
            // The last of them is the run itself, where a task runs on each node.
            var last = task.Last();
            var hadNoRoom = last.State == TaskState.Failed && last.ErrorMessage.Contains("could not be written", StringComparison.Ordinal);
            var isRight = (last.State, last.ExitCode) == (task.Key == 1 ? (TaskState.Failed, 3) : (TaskState.Finished, 0));
            CrashFinding.Unless(hadNoRoom ? runs == 0 : runs == 1 && isRight, Harm.Lost, $"task {task.Key} ran {runs} times: {results}");
        }
    }
}
