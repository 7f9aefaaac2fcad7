using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Execution.Local;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Checks;

/// <summary>
/// Whether what the records call running has its process, and what runs has its record. Beside a host that works on, each suspicion is looked
/// into again with records read later.
/// </summary>
internal static class ProcessChecks
{
    private const string Processes = "Processes";
    private const string Leftovers = "Leftovers";
    private const int MostNames = 5;

    public static IEnumerable<HpcSchedulerCheck> Of(HostFolder folder, int? host)
    {
        // Processes first: what was started for a task has a record that says so from before, and loses it only when it is gone.
        var processes = AttemptProcesses.FindAll(folder.Attempts);
        if (Active(folder, host) is not { } active)
        {
            yield return Found.Skipped(folder, Processes, "The records cannot be read.");
            yield return Found.Skipped(folder, Leftovers, "The records cannot be read.");
            yield break;
        }

        var lost = active.Where(attempt => AttemptProcesses.TraceOf(folder.Attempts, attempt) == AttemptTrace.Lost).ToList();
        if (lost.Count > 0 && host is not null)
            lost = [.. lost.Intersect(Active(folder, host) ?? [])];
        var stopped = active.Select(attempt => (Attempt: attempt, Runner: AttemptProcesses.RunnerOf(folder.Attempts, attempt)))
            .Where(found => found.Runner is { } runner && AttemptProcesses.IsStopped(runner)).ToList();
        if (lost.Count == 0 && stopped.Count > 0)
        {
            yield return Found.Failed(
                folder,
                Processes,
                $"These tasks cannot end, because somebody has stopped the shells that run them: {Names(stopped.Select(found => $"{found.Attempt} by process {found.Runner}"))}.",
                $"kill -CONT {string.Join(' ', stopped.Take(MostNames).Select(found => found.Runner))}; or stop the tasks: that works all the same.");
        }
        else
        {
            yield return lost.Count == 0
                ? Found.Passed(folder, Processes, $"Tasks that run: {active.Count}. Each has its process, or has left how it ended.")
                : Found.Failed(
                    folder,
                    Processes,
                    $"The processes of these tasks are gone and left no exit code: {Names(lost.Select(attempt => attempt.ToString()))}.",
                    "Start-HpcScheduler: tasks that may run again do, the others fail and say so.");
        }

        var names = active.Select(attempt => $"{attempt.Task}/{attempt.Instance}").ToHashSet(StringComparer.Ordinal);
        var left = processes.Where(one => !names.Contains(one.Attempt) && AttemptProcesses.IsThere(one.ProcessId, one.Start)).ToList();
        yield return Survivors(folder, left) ?? (left.Count == 0
            ? Found.Passed(folder, Leftovers, "No process is left of a task that has ended.")
            : Found.Failed(
                folder,
                Leftovers,
                $"These processes are left of tasks that have ended: {Names(left.Select(one => $"{one.ProcessId} of {one.Attempt}"))}.",
                "Look what they are, and end them: nobody waits for them any more."));
    }

    // Those that were killed and do not end.
    private static HpcSchedulerCheck? Survivors(HostFolder folder, List<(int ProcessId, long Start, string Attempt)> left)
    {
        var notes = SurvivorNotes.Read(folder.Attempts);
        if (notes.Count == 0)
            return null;
        var known = notes.Select(note => $"{note.Key.Task}/{note.Key.Instance}").ToHashSet(StringComparer.Ordinal);
        var others = left.Where(one => !known.Contains(one.Attempt)).Select(one => $"{one.ProcessId} of {one.Attempt}").ToList();
        return Found.Failed(
            folder,
            Leftovers,
            $"These attempts are over, but processes of them could not be killed, and their cores are fenced off: {Names(notes.Select(note => $"{note.Key} ({(note.Value.Count == 0 ? "not known which" : string.Join(", ", note.Value))})"))}."
                + (others.Count == 0 ? "" : $" These are left besides: {Names(others)}."),
            "Look what they hang in (/proc/<id>/stack), such as a disk that does not answer. Get-HpcNode shows the cores; they are given back when the processes are gone.");
    }

    private static List<AttemptKey>? Active(HostFolder folder, int? host)
    {
        try
        {
            using var store = StoreCheck.Open(folder.Path, host is not null);
            var (version, latest) = store.ReadVersion();
            return version != latest ? null : store.Read((_, content) => content.Jobs
                .SelectMany(job => job.Tasks)
                .Where(task => !task.IsMaster && IsActive(task))
                .Select(task => new AttemptKey(task.Key, task.Instance))
                .ToList());
        }
        catch (SchedulerException)
        {
            return null;
        }
    }

    private static bool IsActive(TaskRecord task) =>
        task.State is TaskState.Dispatching or TaskState.Running or TaskState.Finishing or TaskState.Canceling;

    private static string Names(IEnumerable<string> names)
    {
        var all = names.ToList();
        return string.Join(", ", all.Take(MostNames)) + (all.Count > MostNames ? $" and {all.Count - MostNames} more" : "");
    }
}
