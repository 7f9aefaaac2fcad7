namespace HpcScheduler.Crash;

/// <summary>A database of an earlier version is to be brought up to date and there is room for a part of that. With room it is, and before that nothing is lost.</summary>
internal static class EarlierVersionScenario
{
    // What a copy, a log and all the new tables take.
    private const int MostBlocks = 130;

    private static readonly string[] Versions = [.. Directory.GetFiles(Repository.Path("tests", "Data"), "scheduler-v*.db").Order(StringComparer.Ordinal)];

    public static async Task LiveAsync(TestHost host, double place)
    {
        var version = Versions[(int)(place * Versions.Length)];
        await using var other = TestHost.Make();
        Directory.CreateDirectory(other.Folder);
        File.Copy(version, other.Database);
        await other.StartAsync();
        var expected = await other.JobNamesAsync();

        // The thousand sub-tasks that wait in the first version have room for their folders.
        var disk = host.MountFolderDisk("64m");
        File.Copy(version, host.Database);
        disk.Fill((int)(place * Versions.Length % 1 * MostBlocks));
        using (var child = HostChild.Start(host.Folder))
        {
            if (!await child.AnswersAsync([SchedulerErrors.StoreFull, SchedulerErrors.FolderNotUsable], host.Token))
                CrashFinding.Unless(File.ReadAllBytes(host.Database).AsSpan().SequenceEqual(File.ReadAllBytes(version)), Harm.Lost, "the database was changed");
            child.Kill();
            await child.ExitAsync(host.Token);
        }

        disk.MakeRoom();
        await host.StartAsync();
        var found = await host.JobNamesAsync();
        CrashFinding.Unless(found.SequenceEqual(expected), Harm.Lost, $"of the jobs {string.Join(", ", found)} are left");
        var copies = Copies(host);
        CrashFinding.Unless(copies.SequenceEqual(Copies(other)), Harm.Lost, $"copies are {string.Join(", ", copies)}");
    }

    private static IEnumerable<string?> Copies(TestHost host) => Directory.GetFiles(host.Folder, "*.bak").Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
