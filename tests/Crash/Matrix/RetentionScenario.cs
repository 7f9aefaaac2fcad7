using HpcScheduler.Client;

namespace HpcScheduler.Crash;

/// <summary>A host comes to a clean-up: two jobs ended long ago, one just now.</summary>
internal static class RetentionScenario
{
    public static async Task LiveAsync(CrashRun run)
    {
        var host = run.Host;
        await host.StartAsync();
        var jobs = new List<int>();
        for (var number = 1; number <= 3; number++)
        {
            var job = await host.SubmitAsync(new TaskProperties { CommandLine = $"echo {number} >>'{host.Root}/lines'; echo kept" });
            await host.WaitAsync(job.Id);
            jobs.Add(job.Id);
        }

        await HostStopper.StopAsync(host.Address, force: false, host.Token);
        StoreEdit.Execute(host, $"UPDATE Job SET EndTime = EndTime - 30 * 86400000 WHERE Id < {jobs[2]}");

        await run.StartAsync();
        await run.FoldersGoneAsync(jobs[0]);
        await run.FoldersGoneAsync(jobs[1]);

        var left = await run.AskAsync(host.JobsAsync);
        CrashFinding.Unless(left.Count == 1 && left[0].Id == jobs[2], Harm.Lost, $"of the jobs {string.Join(", ", left.Select(job => job.Id))} are left");
        var task = (await run.AskAsync(() => host.TasksAsync(jobs[2])))[0];
        CrashFinding.Unless(task is { State: TaskState.Finished, Output: "kept\n" }, Harm.Lost, $"the task that is kept is {task.State}");
        CrashRun.CheckLines($"{host.Root}/lines", 3);
        await run.Fault.EndAsync();
    }
}
