using System.Runtime.InteropServices;
using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>
/// One attempt in the hands of this host, from start or adoption to its end, which it tells exactly once. Its verbs are called on one
/// lane, one after the other; the end of its wrapper comes on the watcher's thread.
/// </summary>
internal sealed class LocalRun
{
    private readonly LocalMachine _machine;
    private readonly Attempt _attempt;
    private readonly Lock _lock = new();
    private readonly AttemptFolder _folder;
    private Phase _phase = Phase.Waiting;
    private ProcessIdentity? _identity;
    private ControlGroup.Slot? _slot;
    private string? _earlierGroup;
    private WaitStatus _status;
    private bool _spawned;
    private bool _startedTold;
    private volatile bool _killAsked;

    public LocalRun(LocalMachine machine, Attempt attempt)
    {
        _machine = machine;
        _attempt = attempt;
        _folder = new AttemptFolder(machine.Root, attempt.Key);
    }

    private enum Phase
    {
        Waiting,
        Running,
        Ending,
        Over,
    }

    public AttemptKey Key => _attempt.Key;

    private string WorkDir => Path.Combine(_machine.Home, _attempt.WorkDir ?? "");

    /// <summary>Said before <see cref="Kill"/> gets its turn, so that a start still to come does not happen.</summary>
    public void AskToKill() => _killAsked = true;

    public void Start()
    {
        if (_killAsked)
        {
            End(AttemptOutcome.Killed, "It was killed before it started.");
            return;
        }

        if (HasZero(_attempt.CommandLine) || _attempt.Environment.Any(variable => HasZero(variable.Key) || HasZero(variable.Value)))
        {
            End(AttemptOutcome.StartFailed, "The command line or a variable holds a zero character, which no program can be given.");
            return;
        }

        _slot = _machine.Groups?.Take();
        var error = _folder.Create();
        if (error == 0)
            error = _folder.WriteSpec(_attempt, _slot?.Folder);
        if (error != 0)
        {
            End(AttemptOutcome.StartFailed, $"The attempt's folder '{_folder.Path}' could not be written: {Marshal.GetPInvokeErrorMessage(error)}.");
            return;
        }

        error = Spawn(out var pid);
        if (error != 0)
        {
            End(AttemptOutcome.StartFailed, $"The shell could not be started: {Marshal.GetPInvokeErrorMessage(error)}.");
            return;
        }

        _spawned = true;
        var process = Libc.OpenProcess(pid);
        if (process < 0 && Libc.LastError != Libc.ESRCH)
        {
            var reason = Libc.LastErrorText;
            _ = Libc.Kill(-pid, Libc.SIGKILL);
            End(AttemptOutcome.Lost, $"It was killed because its end could not have been watched: {reason}.");
            return;
        }

        Watch(process, DateTimeOffset.UtcNow);
    }

    /// <summary>Takes over what an earlier host left.</summary>
    public void Adopt()
    {
        _identity = _folder.ReadIdentity(out var state);
        if (state == IdentityState.Missing)
        {
            if (_folder.TryClaim())
                state = IdentityState.Claimed;
            else
                _identity = _folder.ReadIdentity(out state);
        }

        if (state == IdentityState.Missing)
        {
            End(AttemptOutcome.Lost, $"The attempt's folder '{_folder.Path}' can neither be read nor written.");
            return;
        }

        if (state == IdentityState.Claimed)
        {
            End(AttemptOutcome.NotStarted, "It had not been started.");
            return;
        }

        _earlierGroup = _folder.ReadControlGroup();
        if (state == IdentityState.Torn && Tree().FindWrapper() is { } wrapper)
            _identity = new ProcessIdentity(ProcessIdentity.CurrentBoot, wrapper.Pid, wrapper.Start);
        var process = _identity?.Open(_folder.Path) ?? -1;
        if (process >= 0 && ProcessRow.Read(_identity!.Pid) is { } row)
        {
            Watch(process, row.StartTime);
            return;
        }

        lock (_lock)
            _phase = Phase.Ending;
        var ofThisBoot = _identity is null || _identity.BootId == ProcessIdentity.CurrentBoot;
        // A wrapper that left its exit took its group along; what else it left would be in its control group.
        if (ofThisBoot && (_folder.ReadExit() is null || GroupIsPopulated()))
            KillWave.Begin(Tree(), _machine.Watcher, Finish);
        else
            Finish([]);
    }

    public void Stop()
    {
        lock (_lock)
        {
            if (_phase != Phase.Running)
                return;
        }

        _folder.AskToStop();
        FrozenTree.Terminate(Tree());
    }

    public void Kill()
    {
        lock (_lock)
        {
            if (_phase != Phase.Running)
                return;
            _phase = Phase.Ending;
        }

        KillWave.Begin(Tree(), _machine.Watcher, Finish);
    }

    private int Spawn(out int pid)
    {
        var notBefore = ProcessRow.Now();
        var kept = _folder.Path;
        using var environment = _machine.Environment.For(_attempt.Environment, kept);
        var error = _machine.Spawner.Start(
            [
                kept, ProcessIdentity.CurrentBoot, $"{notBefore}", _slot?.Folder ?? "", WorkDir,
                Given(_attempt.Stdin) ?? "/dev/null", Given(_attempt.Stdout) ?? _folder.Stdout, Given(_attempt.Stderr) ?? _folder.Stderr,
                Wrapper.Prefix(_attempt.CommandLine), _attempt.CommandLine,
            ],
            environment,
            out pid);
        _identity = new ProcessIdentity(ProcessIdentity.CurrentBoot, pid, notBefore);
        return error;
    }

    private void Watch(int process, DateTimeOffset startTime)
    {
        lock (_lock)
            _phase = Phase.Running;
        if (!_startedTold)
            _machine.TellStarted(Key, startTime);
        _startedTold = true;
        // Where a parent of the host has made it ignore its children, one that has ended leaves nothing to be opened.
        if (process < 0)
            WrapperEnded(process);
        else
            _machine.Watcher.Add(process, () => WrapperEnded(process));
    }

    private void WrapperEnded(int process)
    {
        var status = process < 0 ? default : WaitStatus.Take(process);
        lock (_lock)
        {
            _status = status;
            if (_phase != Phase.Running)
                return;
            _phase = Phase.Ending;
        }

        // Asked after the wrapper was waited for: until then it would be found in its own group itself.
        if (Libc.Kill(-_identity!.Pid, 0) != 0 && !GroupIsPopulated())
            Finish([]);
        else
            ThreadPool.UnsafeQueueUserWorkItem(static run => KillWave.Begin(run.Tree(), run._machine.Watcher, run.Finish), this, preferLocal: false);
    }

    private void Finish(IReadOnlyList<int> survivors)
    {
        if (_folder.ReadExit() is { } text)
        {
            End(ExitWord.Read(text, _attempt, WorkDir, _killAsked, _spawned ? DateTimeOffset.UtcNow : _folder.ExitTime()), survivors);
            return;
        }

        var identity = _folder.ReadIdentity(out var state);
        if (_spawned && identity?.Pid != _identity?.Pid && !_killAsked)
        {
            Refused(state);
            return;
        }

        var (outcome, code, message) =
            _killAsked ? (AttemptOutcome.Killed, (int?)null, "It was killed.")
            : _status.ExitCode is { } left ? (AttemptOutcome.Exited, left, "")
            : (AttemptOutcome.Lost, null, _status.Signal is { } signal
                ? $"The shell that ran it was ended by signal {signal}."
                : "Its process is gone and left no exit code.");
        _folder.WriteExit(code is not null ? $"{code}" : outcome == AttemptOutcome.Killed ? ExitWord.Killed : $"{ExitWord.Lost} {message}");
        End(new AttemptEnd { Outcome = outcome, ExitCode = code, Message = message, Time = DateTimeOffset.UtcNow }, survivors);
    }

    /// <summary>The wrapper ended without having become the one that runs the attempt.</summary>
    private void Refused(IdentityState state)
    {
        if (state == IdentityState.Known)
        {
            // Another host has started it: what became of that is what this one tells.
            _spawned = false;
            _machine.Groups?.Return(_slot!);
            _slot = null;
            _machine.Post(Key, Adopt);
        }
        else if (state == IdentityState.Claimed || (_status.Signal is not null && _folder.TryClaim()))
        {
            End(AttemptOutcome.NotStarted, "It ended before the command line was run.");
        }
        else
        {
            End(AttemptOutcome.StartFailed, $"The attempt's folder '{_folder.Path}' could not be written.");
        }
    }

    private void End(AttemptOutcome outcome, string message) =>
        End(new AttemptEnd { Outcome = outcome, Message = message, Time = DateTimeOffset.UtcNow }, []);

    private void End(AttemptEnd end, IReadOnlyList<int> survivors)
    {
        lock (_lock)
            _phase = Phase.Over;
        if (_slot is not null)
            _machine.Groups?.Return(_slot);
        if (_earlierGroup is not null)
            ControlGroup.Remove(_earlierGroup);
        _machine.TellEnded(this, end with { Output = OutputTail.Read(_folder.Stdout, _folder.Stderr), Survivors = survivors });
    }

    private ProcessTree Tree() => new(_folder.Path, _identity, _slot?.Folder ?? _earlierGroup, ownsControlGroup: _slot is not null);

    private bool GroupIsPopulated() => _slot?.IsPopulated ?? ControlGroup.IsPopulated(_earlierGroup);

    private static bool HasZero(string text) => text.Contains('\0', StringComparison.Ordinal);

    private static string? Given(string? path) => string.IsNullOrEmpty(path) ? null : path;
}
