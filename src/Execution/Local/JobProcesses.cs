using System.Globalization;
using System.Text;
using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>
/// What the processes of each job use now, from what the kernel says of every process. One belongs to the job in whose runner's session it is, or
/// whose folder is in its environment, or else to that of its parent. The runner itself, which serves one job after the other, is not counted.
/// </summary>
public static class JobProcesses
{
    private const double TicksPerSecond = 100;

    // After the name in brackets: state, parent, …
    private const int Parent = 1;
    private const int Session = 3;
    private const int UserTime = 11;
    private const int WaitedSystemTime = 14;
    private const int Pages = 21;

    /// <summary>By job; a job without a process is missing.</summary>
    /// <param name="root">The folder of all attempts.</param>
    /// <param name="runners">The process numbers of runners, which are those of their sessions, and the jobs that they serve.</param>
    /// <param name="processes">The folder in which the kernel shows processes.</param>
    public static IReadOnlyDictionary<int, ProcessUse> Read(string root, IReadOnlyDictionary<int, int> runners, string processes = "/proc")
    {
        var marks = new AttemptMarks(Path.TrimEndingDirectorySeparator(root));
        var rows = new Dictionary<int, (int Parent, ProcessUse Use)>();
        var jobs = new Dictionary<int, int>();
        foreach (var name in FolderEntries.Names(processes))
        {
            var folder = $"{processes}/{name}";
            if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) || Row(Text($"{folder}/stat")) is not { } row)
                continue;
            rows[pid] = (row.Parent, row.Use);
            if (runners.TryGetValue(row.Session, out var served))
                jobs[pid] = served;
            else if (JobOf(folder, marks) is { } job)
                jobs[pid] = job;
        }

        var uses = new Dictionary<int, ProcessUse>();
        foreach (var (pid, row) in rows)
        {
            if (!runners.ContainsKey(pid) && Find(pid) is { } job)
                uses[job] = uses.GetValueOrDefault(job) + row.Use;
        }

        return uses;

        int? Find(int pid)
        {
            for (var steps = 0; steps <= rows.Count; steps++)
            {
                if (jobs.TryGetValue(pid, out var job))
                    return job;
                if (!rows.TryGetValue(pid, out var row))
                    return null;
                pid = row.Parent;
            }

            return null;
        }
    }

    private static (int Parent, int Session, ProcessUse Use)? Row(string text)
    {
        var name = text.LastIndexOf(") ", StringComparison.Ordinal);
        var words = name < 0 ? [] : text[(name + 2)..].Split(' ', StringSplitOptions.TrimEntries);
        if (words.Length <= Pages)
            return null;
        long ticks = 0;
        for (var field = UserTime; field <= WaitedSystemTime; field++)
            ticks += Number(field);
        return ((int)Number(Parent), (int)Number(Session), new ProcessUse(TimeSpan.FromSeconds(ticks / TicksPerSecond), Number(Pages) * Environment.SystemPageSize, 1));

        long Number(int field) => long.TryParse(words[field], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    private static int? JobOf(string process, AttemptMarks marks) =>
        marks.NameOf(AttemptMarks.Find(Encoding.Latin1.GetBytes(Text($"{process}/environ"))), process)?.Split('.')[0] is { } job
        && int.TryParse(job, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    // One that has ended meanwhile, or is somebody else's, says nothing.
    private static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file, Encoding.Latin1);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
