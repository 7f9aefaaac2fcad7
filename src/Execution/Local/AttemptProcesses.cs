using System.Globalization;
using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>Looks, beside any engine and without touching anything, which attempts have processes and which processes have attempts.</summary>
public static class AttemptProcesses
{
    /// <summary>Whether an attempt has, had, or is still to get its process.</summary>
    /// <param name="root">The folder of all attempts.</param>
    /// <param name="key">The attempt.</param>
    public static AttemptTrace TraceOf(string root, AttemptKey key)
    {
        var folder = new AttemptFolder(root, key);
        var identity = folder.ReadIdentity(out var state);
        if (state is IdentityState.Missing or IdentityState.Claimed)
            return AttemptTrace.NotStarted;
        var process = identity?.Open() ?? -1;
        if (process >= 0)
            _ = Libc.Close(process);

        // A runner leaves the exit before it goes, so it is looked for after the runner.
        return folder.ReadExit() is not null ? AttemptTrace.Ended : process >= 0 ? AttemptTrace.Running : AttemptTrace.Lost;
    }

    /// <summary>Every process that was started for a task below a folder of attempts, with the name of its attempt: task/instance.</summary>
    public static IReadOnlyList<(int ProcessId, long Start, string Attempt)> FindAll(string root)
    {
        var found = new List<(int, long, string)>();
        var marks = new AttemptMarks(root);
        var buffer = new byte[4096];
        foreach (var name in FolderEntries.Names("/proc"))
        {
            if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && marks.NameOf(pid) is { } attempt
                && ProcessRow.Read(pid, ref buffer) is { IsZombie: false } row)
            {
                found.Add((pid, row.Start, attempt));
            }
        }

        return found;
    }

    /// <summary>Whether it is still the same process.</summary>
    public static bool IsThere(int processId, long start) => ProcessRow.Read(processId) is { IsZombie: false } row && row.Start == start;

    /// <summary>Whether a process has been stopped by a signal, and waits for another one to go on.</summary>
    public static bool IsStopped(int processId) => ProcessRow.IsStopped(processId);

    /// <summary>The process of the runner of an attempt; null if it is not there.</summary>
    public static int? RunnerOf(string root, AttemptKey key)
    {
        var identity = new AttemptFolder(root, key).ReadIdentity(out _);
        var process = identity?.Open() ?? -1;
        if (process < 0)
            return null;
        _ = Libc.Close(process);
        return identity!.Pid;
    }
}

/// <summary>What the folder of an attempt tells.</summary>
public enum AttemptTrace
{
    /// <summary>Nothing of it has run.</summary>
    NotStarted,

    /// <summary>Its runner is there.</summary>
    Running,

    /// <summary>It has ended and left how.</summary>
    Ended,

    /// <summary>Its runner is gone and left nothing.</summary>
    Lost,
}
