using System.Buffers.Text;

namespace HpcScheduler.Execution.Local.Unix;

/// <summary>
/// Which processes belong to an attempt: its runner, the runner's session and process group, its control group, what descends from
/// any of them, and what carries the attempt's folder in its environment. The host itself never belongs to one.
/// </summary>
/// <param name="marks">Reads to which attempt a process belongs.</param>
/// <param name="name">Of the attempt's folder, below that of all attempts.</param>
/// <param name="identity">Who runs it; null if unknown.</param>
/// <param name="controlGroup">The folder of its control group; null if it has none.</param>
/// <param name="ownsControlGroup">Whether it is certain that no other attempt is in that control group.</param>
internal sealed class ProcessTree(AttemptMarks marks, string name, ProcessIdentity? identity, string? controlGroup, bool ownsControlGroup)
{
    /// <summary>The variable by which a process that has left every group is found.</summary>
    public const string Marker = "HPCSCHEDULER_ATTEMPT";

    private byte[] _buffer = new byte[4096];
    private bool _isControlGroupOwn;

    public int RunnerPid => identity?.Pid ?? 0;

    /// <summary>Every process of the attempt that runs now.</summary>
    public List<ProcessRow> Find()
    {
        var rows = ReadAll();
        var members = GroupMembers(rows);
        var open = rows.Values.Where(row => !members.Contains(row.Pid) && row.Start >= (identity?.NotBefore ?? 0)).ToList();
        members.UnionWith(open.Where(row => marks.NameOf(row.Pid) == name).Select(row => row.Pid));
        while (open.RemoveAll(row => members.Contains(row.Parent) && (members.Add(row.Pid) || true)) > 0)
            continue;
        return [.. members.Where(rows.ContainsKey).Select(pid => rows[pid])];
    }

    /// <summary>Kills whatever is in its control group and in those that the task made below it, at one stroke.</summary>
    public void KillControlGroup()
    {
        if (_isControlGroupOwn && controlGroup is not null)
            _ = UnixFile.WriteExisting(Path.Combine(controlGroup, "cgroup.kill"), "1"u8);
    }

    private HashSet<int> GroupMembers(Dictionary<int, ProcessRow> rows)
    {
        var members = new HashSet<int>(ControlGroupMembers());
        members.Remove(Environment.ProcessId);
        // Once the number of a dead runner has been given away, its session is somebody else's.
        if (identity is null || (rows.ContainsKey(identity.Pid) && identity.ReadArguments() is null))
            return members;
        members.UnionWith(rows.Values
            .Where(row => row.Start >= identity.NotBefore
                && (row.Pid == identity.Pid || row.Session == identity.Pid || row.Group == identity.Pid))
            .Select(row => row.Pid));
        return members;
    }

    // A process that has taken another attempt's name is in it all the same, and so is one in a group below.
    private IReadOnlyList<int> ControlGroupMembers()
    {
        if (controlGroup is null)
            return [];
        var pids = ControlGroup.Members(controlGroup);
        _isControlGroupOwn = ownsControlGroup || !pids.Any(IsOtherRunner);
        return _isControlGroupOwn ? pids : [];
    }

    // An earlier host may have used the control group again, if it came to write down the end of this attempt. Then the runner of the next is in it.
    private bool IsOtherRunner(int pid) => pid != identity?.Pid && ProcessIdentity.Of(pid, marks.Root) is not null
        && FileStatus.Of($"/proc/{pid}")?.UserId == Libc.EffectiveUser();

    private Dictionary<int, ProcessRow> ReadAll()
    {
        var rows = new Dictionary<int, ProcessRow>();
        var proc = Libc.Open("/proc", Libc.O_DIRECTORY | Libc.O_CLOEXEC, 0);
        if (proc < 0)
            return rows;
        try
        {
            FolderEntries.ForEach(proc, name =>
            {
                if (Utf8Parser.TryParse(name, out int pid, out var length) && length == name.Length - 1
                    && pid != Environment.ProcessId
                    && ProcessRow.Read(pid, ref _buffer) is { IsZombie: false } row)
                    rows.Add(pid, row);
            });
        }
        finally
        {
            _ = Libc.Close(proc);
        }

        return rows;
    }
}
