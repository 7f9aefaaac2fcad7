using System.Globalization;
using HpcScheduler.Core;
using HpcScheduler.Execution.Local;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Checks;

/// <summary>
/// Whether a job stands still that should not, and why the first that waits does so beside free cores. Told from the records, by the rules that the
/// host itself goes by, so that a host that hangs is seen too.
/// </summary>
internal static class QueueChecks
{
    private const string Name = "Queue";

    public static HpcSchedulerCheck Of(HostFolder folder, int? host)
    {
        if (host is null)
            return Found.Skipped(folder, Name, "No host runs; jobs that wait go on when one is started.");
        try
        {
            if (Look(folder) is not { } look)
                return Found.Skipped(folder, Name, "The records cannot be read.");
            // A host that works on may have been between two times.
            var stalls = look.Stalls.Count == 0 ? [] : look.Stalls.IntersectBy((Look(folder)?.Stalls ?? []).Select(stall => stall.JobId), stall => stall.JobId).ToList();
            return stalls.Count > 0
                ? Found.Failed(
                    folder,
                    Name,
                    string.Join(' ', stalls.Select(stall => stall.Message)),
                    "Stop-HpcScheduler, then Start-HpcScheduler; tasks that run go on. It is a fault of the scheduler: keep host.log.")
                : Found.Passed(folder, Name, Message(look));
        }
        catch (SchedulerException)
        {
            return Found.Skipped(folder, Name, "The records cannot be read.");
        }
    }

    private static string Message(QueueLook look)
    {
        if (look.FirstJobId is not { } first)
            return "No job waits for cores.";
        var waiting = string.Create(CultureInfo.InvariantCulture, $"{look.Waiting} job{(look.Waiting == 1 ? " waits" : "s wait")}, and {look.FreeCores} cores are free.");
        return look.FirstSummary.Length == 0
            ? $"{waiting} Get-HpcJob -Id {first} -Explain says why the first waits."
            : $"{waiting} Job {first} is the first: {look.FirstSummary}";
    }

    private static QueueLook? Look(HostFolder folder)
    {
        using var store = StoreCheck.Open(folder.Path, isLive: true);
        var (version, latest) = store.ReadVersion();
        return version != latest
            ? null
            : store.Read((reader, content) => QueueLook.At(reader, content, DateTimeOffset.UtcNow, SurvivorNotes.Read(folder.Attempts)));
    }
}
