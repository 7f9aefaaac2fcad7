using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>A host brings a store of the first version up to date.</summary>
internal static class MigrationScenario
{
    public static async Task LiveAsync(CrashRun run)
    {
        var old = Repository.Path("tests", "Data", "scheduler-v1.db");
        await using var other = TestHost.Make(2);
        Directory.CreateDirectory(other.Folder);
        File.Copy(old, other.Database);
        await other.StartAsync();
        var expected = await other.JobNamesAsync();
        Directory.CreateDirectory(run.Host.Folder);
        File.Copy(old, run.Host.Database);

        await run.StartAsync();

        var found = await run.Host.JobNamesAsync();
        CrashFinding.Unless(found.SequenceEqual(expected), Harm.Lost, $"of the jobs {string.Join(", ", found)} are left");
        await run.Host.Client.SendAsync(new NewJob(new JobProperties { Name = "new" }), run.Host.Token);
        await run.Fault.EndAsync();
    }
}
