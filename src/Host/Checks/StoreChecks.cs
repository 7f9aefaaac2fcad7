using System.Globalization;
using HpcScheduler.Core;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Checks;

/// <summary>The database, its log, and what it says.</summary>
internal static class StoreChecks
{
    private const string PutBack = "Stop-HpcScheduler; keep the file and put a copy of Backup-HpcScheduler in its place.";

    public static IEnumerable<HpcSchedulerCheck> Of(HostFolder folder, int? host)
    {
        yield return Log(folder, host);
        StoreCheck? store = null;
        var problem = Problem(folder, "Version", () => store = StoreCheck.Open(folder.Path, host is not null));
        if (store is null)
        {
            yield return problem!;
            yield break;
        }

        using (store)
        {
            var isCurrent = false;
            yield return Problem(folder, "Version", () => isCurrent = IsCurrent(store)) ?? Found.Passed(
                folder, "Version", isCurrent ? "It is a database of this version." : "It is of an older version; the next start brings it up to date and keeps a copy.");
            yield return Check(folder, "Integrity", store.FindDamage, "Every page and index is sound.");
            yield return Check(folder, "References", store.FindDanglingRows, "Every row that names another names one that is there.");
            yield return isCurrent
                ? Check(
                    folder,
                    "Records",
                    () => store.Read((core, content) => Rehearsal.Fault(core, content, DateTimeOffset.UtcNow)),
                    "Jobs, tasks and nodes agree with each other; a start would go on from here.")
                : Found.Skipped(folder, "Records", "The database is of another version, or cannot be read.");
        }
    }

    private static HpcSchedulerCheck Log(HostFolder folder, int? host)
    {
        const string Name = "Log";
        if (host is not null)
            return Found.Skipped(folder, Name, "The host writes it.");
        if (RunningHost.HadStoreOpen(folder) && !StoreCheck.HasLog(folder.Path))
        {
            return Found.Failed(
                folder,
                Name,
                "The write-ahead log is gone, though the last host did not come to close the database: what had been acknowledged there is lost.",
                "Put scheduler.db-wal back if somebody has it, or a copy of Backup-HpcScheduler if it holds more.");
        }

        try
        {
            var (commits, fault) = StoreCheck.ReadLog(folder.Path);
            return fault is not null
                ? Found.Failed(
                    folder,
                    Name,
                    $"The write-ahead log is torn: {fault}. What was being written when the machine stopped was never acknowledged; anything else there is lost.",
                    "Keep a copy of scheduler.db and scheduler.db-wal, and look into the disk. The next start goes on with what stands before it.")
                : Found.Passed(folder, Name, commits == 0
                    ? "The write-ahead log is empty."
                    : string.Create(CultureInfo.InvariantCulture, $"{commits} commits are in the write-ahead log; the next start takes them from there."));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Found.Failed(folder, Name, exception.Message, PutBack);
        }
    }

    private static bool IsCurrent(StoreCheck store)
    {
        var (version, latest) = store.ReadVersion();
        return version == latest;
    }

    private static HpcSchedulerCheck Check(HostFolder folder, string name, Func<string?> find, string well)
    {
        string? fault = null;
        return Problem(folder, name, () => fault = find())
            ?? (fault is null ? Found.Passed(folder, name, well) : Found.Failed(folder, name, fault, PutBack));
    }

    // The text of an error has its own advice at the end.
    private static HpcSchedulerCheck? Problem(HostFolder folder, string name, Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (SchedulerException exception)
        {
            return Found.Failed(folder, name, exception.Message, exception.Error == SchedulerErrors.StoreDamaged ? PutBack : "See the message.");
        }
    }
}
