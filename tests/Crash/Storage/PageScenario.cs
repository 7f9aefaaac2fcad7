using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>
/// A page of the database is spoiled. The host refuses and leaves the file as it is, or the page holds nothing; with a copy put in its place all is there.
/// </summary>
internal static class PageScenario
{
    private const int PageSize = 4096;
    private const int Jobs = 20;

    public static async Task LiveAsync(TestHost host, double place)
    {
        await host.StartAsync();
        for (var number = 1; number <= Jobs; number++)
        {
            var job = await host.SubmitAsync(new TaskProperties { CommandLine = "exit 3" }, new TaskProperties { CommandLine = "true", Name = new string('n', 60) });
            await host.WaitAsync(job.Id);
        }

        var expected = await ResultsAsync(host);
        var copy = Path.Join(host.Root, "copy.db");
        await host.Client.SendAsync(new BackupScheduler(copy, Force: false), host.Token);
        await HostStopper.StopAsync(host.Address, force: false, host.Token);
        var content = File.ReadAllBytes(host.Database);
        content.AsSpan((int)(place * (content.Length / PageSize)) * PageSize, PageSize).Fill(0xA5);
        File.WriteAllBytes(host.Database, content);

        try
        {
            await host.StartAsync();
        }
        catch (SchedulerException exception)
        {
            CrashFinding.Unless(exception.Error == SchedulerErrors.StoreDamaged, Harm.Stuck, exception.Message);
            CrashFinding.Unless(File.ReadAllBytes(host.Database).AsSpan().SequenceEqual(content), Harm.Lost, "the damaged file was changed");
            host.PutBack(copy);
            await host.StartAsync();
        }

        var found = await ResultsAsync(host);
        CrashFinding.Unless(found.SequenceEqual(expected), Harm.Lost, $"the results are {string.Join("; ", found)}");
    }

    private static async Task<List<string>> ResultsAsync(TestHost host)
    {
        var results = new List<string>();
        foreach (var job in await host.JobsAsync())
            results.AddRange((await host.TasksAsync(job.Id)).Select(task => $"{job.Id}.{task.TaskId} {job.State} {task.State} {task.ExitCode} {task.Name}"));
        return results;
    }
}
