using System.Globalization;
using System.Text;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>
/// One shell that runs tasks, one at a time, in a session and a control group of its own. When its input is closed it ends as soon as it
/// has no task.
/// </summary>
internal sealed unsafe class Runner
{
    private const int LongestWord = 64;

    private readonly LocalMachine _machine;
    private readonly ControlGroup? _groups;
    private readonly ControlGroup.Slot? _group;
    private readonly Newcomers? _newcomers;
    private readonly Lock _lock = new();
    private readonly int _output;
    private ulong _outputToken;
    private LocalRun? _run;
    private int _input;
    private string _name = "";
    private bool _ended;
    private bool _released;
    private IReadOnlyList<int>? _processors;
    private long _earlierKills;

    private Runner(LocalMachine machine, ControlGroup? groups, ControlGroup.Slot? group, ProcessIdentity identity, int input, int output)
    {
        _machine = machine;
        _groups = groups;
        _group = group;
        _newcomers = group is null ? new Newcomers(new AttemptMarks(machine.Root)) : null;
        Identity = identity;
        _input = input;
        _output = output;
    }

    public ProcessIdentity Identity { get; }

    /// <summary>The folder of its control group; null if it has none.</summary>
    public string? Group => _group?.Folder;

    /// <summary>Of one that has ended: whether its task may have left a process behind.</summary>
    public bool MayHaveLeft => _group?.IsPopulated ?? !_newcomers!.NoneOf(Identity.Pid, _name);

    /// <summary>Whether its control group is one of these.</summary>
    public bool IsIn(ControlGroup? groups) => ReferenceEquals(_groups, groups);

    /// <summary>Whether processes of its task have been killed because there was no memory left.</summary>
    public bool RanOutOfMemory => _group is not null && _group.OutOfMemoryKills > _earlierKills;

    /// <summary>Whether it has carried a task to its end.</summary>
    public bool IsProven { get; private set; }

    /// <summary>Null if none can be started.</summary>
    /// <param name="machine">What runs share.</param>
    /// <param name="groups">Where its control group is to be; null for none.</param>
    /// <param name="error">0, or the system's error number.</param>
    public static Runner? Start(LocalMachine machine, ControlGroup? groups, out int error)
    {
        var pipes = stackalloc int[4];
        error = Libc.MakePipe(pipes, Libc.O_CLOEXEC) == 0 ? 0 : Libc.LastError;
        if (error != 0)
            return null;
        error = Libc.MakePipe(pipes + 2, Libc.O_CLOEXEC) == 0 ? 0 : Libc.LastError;
        if (error != 0)
        {
            Close(pipes[0], pipes[1]);
            return null;
        }

        var group = groups?.Take();
        var notBefore = ProcessRow.Now();
        string[] arguments =
        [
            machine.Root, ProcessIdentity.CurrentBoot, notBefore.ToString(CultureInfo.InvariantCulture), group?.Folder ?? "",
            FolderId.Of(machine.Root)?.ToString() ?? "",
            .. machine.IsForOwners ? [RunnerShell.OwnerText] : Array.Empty<string>(),
        ];
        error = machine.Spawner.Start(arguments, pipes[0], pipes[3], machine.Environment.Pointer, out var pid);
        Close(pipes[0], pipes[3]);
        var process = error == 0 ? Libc.OpenProcess(pid) : -1;
        if (process >= 0)
        {
            // Of a service its administrator has said what they are.
            if (!machine.IsForOwners)
                ProcessLimits.Reset(pid);
            var runner = new Runner(machine, groups, group, new ProcessIdentity(ProcessIdentity.CurrentBoot, pid, notBefore), pipes[1], pipes[2]);
            runner._outputToken = machine.Watcher.AddPipe(pipes[2], runner.Spoke);
            machine.Watcher.Add(process, () => runner.Ended(process));
            return runner;
        }

        if (error == 0)
        {
            error = Libc.LastError;
            _ = Libc.Kill(-pid, Libc.SIGKILL);
        }

        Close(pipes[1], pipes[2]);
        if (group is not null)
            groups?.Return(group);
        return null;
    }

    /// <summary>
    /// Binds what it runs next to these processors; null for none in particular. By whoever has taken it from the pool. Where the system refuses
    /// it, what runs next is not bound.
    /// </summary>
    public void Bind(IReadOnlyList<int>? processors)
    {
        if (!LocalProcessors.CanBind)
            processors = null;
        if (IsBoundTo(processors))
            return;
        lock (_lock)
        {
            // Once it has ended its number may be another's.
            if (_ended)
                return;
            // The group first: a mask that has nothing of what the group has is refused.
            _group?.TrySetProcessors(processors);
            _processors = LocalProcessors.TryBind(Identity.Pid, processors) ? processors : null;
            if (_processors is not null || processors is null)
                return;
            _group?.TrySetProcessors(null);
            LocalProcessors.TryBind(Identity.Pid, null);
        }
    }

    /// <summary>Whether it is bound to these processors; null for none in particular.</summary>
    public bool IsBoundTo(IReadOnlyList<int>? processors) =>
        _processors is null ? processors is null : processors is not null && _processors.SequenceEqual(processors);

    /// <summary>Hands over an attempt whose spec is written. False if the runner has ended; it then never runs it.</summary>
    /// <param name="run">Is told how it ends.</param>
    /// <param name="name">Of the attempt's folder, below that of all attempts.</param>
    /// <param name="owner">As whom it runs, where that is not whoever runs the host.</param>
    public bool TryRun(LocalRun run, string name, Account? owner)
    {
        var line = Encoding.ASCII.GetBytes(owner is null ? $"{name}\n" : $"{name} {owner.UserId} {owner.GroupId} {string.Join(',', owner.Groups)}\n");
        lock (_lock)
        {
            if (_ended || _input < 0)
                return false;
            _newcomers?.Begin();
            _name = name;
            _earlierKills = _group?.OutOfMemoryKills ?? 0;
            _run = run;
            // It has read every line before, so there is room for this one.
            fixed (byte* start = line)
            {
                if (Libc.Write(_input, start, line.Length) == line.Length)
                    return true;
            }

            _run = null;
            return false;
        }
    }

    /// <summary>Of one that has ended: whether it had not read what it was given last, so that it certainly did not run it.</summary>
    public bool HasLeftUnread { get; private set; }

    /// <summary>Whether a task that has ended left no process behind that can be known of.</summary>
    public bool IsAlone => _group?.HoldsOnly(Identity.Pid) ?? _newcomers!.NoneOf(Identity.Pid, _name);

    /// <summary>Takes the attempt away: it is over.</summary>
    public void Leave()
    {
        lock (_lock)
            _run = null;
        Release();
    }

    /// <summary>Lets it end as soon as it has no task.</summary>
    public void CloseInput()
    {
        lock (_lock)
        {
            if (_input >= 0)
                _ = Libc.Close(_input);
            _input = -1;
        }
    }

    /// <summary>Ends it, which has no task, and waits until it is gone. The watcher must have been disposed.</summary>
    public void EndNow()
    {
        CloseInput();
        lock (_lock)
        {
            if (_ended)
                return;
            _ended = true;
        }

        // Still a child that nobody has waited for, so the number is its own.
        _ = Libc.Kill(-Identity.Pid, Libc.SIGKILL);
        var info = stackalloc byte[128];
        while (Libc.WaitId(Libc.P_PID, Identity.Pid, info, Libc.WEXITED) != 0 && Libc.LastError == Libc.EINTR)
            continue;
        Release();
    }

    private void Spoke()
    {
        var word = stackalloc byte[LongestWord];
        var count = (int)Libc.Read(_output, word, LongestWord);
        if (count <= 0)
        {
            _machine.Watcher.RemovePipe(_outputToken);
            return;
        }

        IsProven = true;
        LocalRun? run;
        lock (_lock)
            run = _run;
        run?.Told(Encoding.UTF8.GetString(word, count).TrimEnd('\n'));
    }

    private void Ended(int process)
    {
        LocalRun? run;
        lock (_lock)
        {
            _ended = true;
            run = _run;
            HasLeftUnread = _input >= 0 && Libc.CountUnread(_input) > 0;
        }

        var status = WaitStatus.Take(process);

        CloseInput();
        _machine.Runners.Remove(this);
        _machine.Watcher.RemovePipe(_outputToken);
        run?.RunnerEnded(status);
        Release();
    }

    /// <summary>Gives back what is left when the process and its last attempt are both over.</summary>
    private void Release()
    {
        lock (_lock)
        {
            if (!_ended || _run is not null || _released)
                return;
            _released = true;
        }

        _newcomers?.Dispose();
        if (_group is not null)
            _groups?.Return(_group);
    }

    private static void Close(int one, int other)
    {
        _ = Libc.Close(one);
        _ = Libc.Close(other);
    }
}
