using System.Runtime.InteropServices;
using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>
/// One attempt in the hands of this host, from start or adoption to its end, which it tells exactly once. Its verbs are called on one
/// lane, one after the other; what its runner says comes on the watcher's thread.
/// </summary>
internal sealed class LocalRun
{
    // A runner may be killed before it reads what to run. New ones that all are say that no shell lives here.
    private const int MaxTries = 3;

    private readonly LocalMachine _machine;
    private readonly Attempt _attempt;
    private readonly Lock _lock = new();
    private readonly AttemptFolder _folder;
    private Phase _phase = Phase.Waiting;
    private ProcessIdentity? _identity;
    private Runner? _runner;
    private string? _earlierGroup;
    private RunnerArguments? _earlier;
    private string? _hostFile;
    private bool _isOfCopy;
    private bool _isUnwritable;
    private WaitStatus _status;
    private string? _told;
    private int _tries;
    private bool _stopping;
    private bool _runnerIsFree;
    private bool _startedTold;
    private volatile bool _killAsked;
    private volatile bool _hasSurvivors;
    private volatile bool _isOutputTooLarge;
    private IDisposable[] _outputs = [];

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

    /// <summary>The process number of its runner, and of that one's session, while it runs; else 0.</summary>
    public int RunnerPid => _phase == Phase.Running ? RunnerProcess : 0;

    private int RunnerProcess => _identity?.Pid ?? 0;

    private string WorkDir => Path.Combine(Owner?.Home ?? _machine.Home, _attempt.WorkDir ?? "");

    // Asked for on a lane: it may be a server far away that knows.
    private Account? Owner => field ??= _machine.IsForOwners ? Accounts.Find(_attempt.Owner) : null;

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

        var owner = Owner;
        if (_machine.IsForOwners && owner is null)
        {
            End(AttemptOutcome.StartFailed, $"The owner of the job, '{_attempt.Owner}', is no user of this machine.");
            return;
        }

        if (!Spec.Fits(_attempt))
        {
            End(AttemptOutcome.StartFailed, $"The shell could not be started: {Marshal.GetPInvokeErrorMessage(Libc.E2BIG)}.");
            return;
        }

        if (_attempt.Shell is { } shell && !TaskShell.IsUsable(shell))
        {
            End(AttemptOutcome.StartFailed, $"The shell '{shell}', which the cluster property TaskShell names, is not there or cannot be run. Set another with Set-HpcClusterProperty -TaskShell.");
            return;
        }

        var error = _folder.Create(owner);
        if (error == 0 && _attempt.HostFile is { } hosts)
            error = _machine.HostFiles.Write(hosts, out _hostFile);
        while (error == 0 && _tries < MaxTries)
        {
            if (_machine.Runners.Take(_machine, _attempt, out var failure) is not { } runner)
            {
                End(AttemptOutcome.StartFailed, $"The shell could not be started: {Marshal.GetPInvokeErrorMessage(failure)}.");
                return;
            }

            _tries += runner.IsProven ? 0 : 1;
            _runner = runner;
            _identity = runner.Identity;
            CrashPoint.Pass(CrashPoint.RunnerStarted);
            error = _folder.WriteSpec(Spec.Head(runner.Identity, runner.Group), Spec.Write(_attempt, WorkDir, _folder, owner, _hostFile), owner);
            if (error == 0 && CommandText.IsLong(_attempt))
                error = _folder.WriteCommand(_attempt.CommandLine, owner);
            if (error == 0 && TryRun(runner, owner))
                return;
        }

        // A runner that could not claim the attempt has not run it either.
        var isForNow = error == 0 ? _isUnwritable : IsForNow(error);
        End(isForNow ? AttemptOutcome.NoRoom : AttemptOutcome.StartFailed, error != 0 || _isUnwritable
            ? $"The attempt's folder '{_folder.Path}' could not be written{(error == 0 ? "" : ": " + Marshal.GetPInvokeErrorMessage(error))}."
            : "The shell that was to run it ended before it did.");
    }

    /// <summary>Takes over what an earlier host left.</summary>
    public void Adopt()
    {
        _identity = _folder.ReadIdentity(out var state);
        var isForgotten = !_folder.HasSpec;
        var wasRemoved = false;
        if (state == IdentityState.Missing)
        {
            wasRemoved = TryFindRemoved();
            if (_identity is not null ? _folder.TryName(_identity) : _folder.TryClaim())
                state = _identity is not null ? IdentityState.Known : IdentityState.Claimed;
            else
                _identity = _folder.ReadIdentity(out state);
        }

        if (state == IdentityState.Missing)
        {
            End(AttemptOutcome.Lost, $"The attempt's folder '{_folder.Path}' can neither be read nor written.");
            return;
        }

        if (state == IdentityState.Claimed && wasRemoved)
        {
            _folder.WriteExit($"{ExitWord.Lost} What was kept of it had been deleted while it ran.");
            lock (_lock)
                _phase = Phase.Ending;
            KillWave.Begin(Tree(), _machine.Watcher, Finish, SurvivorsGone);
            return;
        }

        if (state == IdentityState.Claimed)
        {
            End(new AttemptEnd { Outcome = AttemptOutcome.NotStarted, Message = "It had not been started.", Time = DateTimeOffset.UtcNow, IsForgotten = isForgotten }, []);
            return;
        }

        (var expected, _earlierGroup) = _folder.ReadSpec();
        if (state == IdentityState.Torn)
            _identity = expected;
        var ended = _folder.ReadExit() is not null;
        // A runner of this host has gone on to other tasks.
        var gone = ended && _machine.Runners.Has(_identity?.Pid ?? 0);
        var process = gone ? -1 : _identity?.Open() ?? -1;
        if (process >= 0 && ProcessRow.Read(_identity!.Pid) is { } row)
        {
            _earlier = _identity.ReadArguments();
            _earlierGroup ??= _earlier?.ControlGroup;
            _isOfCopy = _earlier?.IsOf(_machine.Root) == false;
            Watch(process, row.StartTime);
            return;
        }

        lock (_lock)
            _phase = Phase.Ending;
        var ofThisBoot = _identity is null || _identity.BootId == ProcessIdentity.CurrentBoot;
        // A runner that left its exit took its group along; what else it left would be in its control group, where it has one.
        if (ofThisBoot && !gone && (!ended || MayHaveLeft() || SurvivorNotes.Has(_machine.Root, Key)))
            KillWave.Begin(Tree(), _machine.Watcher, Finish, SurvivorsGone);
        else
            Finish([]);
    }

    public void Stop()
    {
        lock (_lock)
        {
            if (_phase != Phase.Running)
            {
                // Between two tries the next is to see it.
                if (_phase == Phase.Waiting && _startedTold)
                    _folder.AskToStop();
                return;
            }

            _stopping = true;
        }

        if (!_isOfCopy)
        {
            _folder.AskToStop();
            FrozenTree.Terminate(Tree());
        }

        CrashPoint.Pass(CrashPoint.StopSent);
        string? told;
        lock (_lock)
        {
            _stopping = false;
            told = _told;
        }

        if (told is not null)
            Told(told);
    }

    public void Kill()
    {
        lock (_lock)
        {
            if (_phase != Phase.Running)
                return;
            _phase = Phase.Ending;
        }

        CrashPoint.Pass(CrashPoint.BeforeKill);
        if (_isOfCopy)
        {
            End(new AttemptEnd { Outcome = AttemptOutcome.Killed, Message = OfCopy("It was not touched."), Time = DateTimeOffset.UtcNow }, [RunnerProcess]);
            return;
        }

        KillWave.Begin(Tree(), _machine.Watcher, Finish, SurvivorsGone);
    }

    /// <summary>The runner says how the attempt ended and has no task any more.</summary>
    public void Told(string word)
    {
        lock (_lock)
        {
            if (_phase != Phase.Running)
                return;
            _told = word;
            // What is being stopped now would be the runner's next task, if it had one.
            if (_stopping)
                return;
            _phase = Phase.Ending;
        }

        // One that cannot claim what is there is not where this host is: its folder has been moved.
        _runnerIsFree = _runner!.IsAlone && (word != RunnerShell.NotClaimed || _folder.ReadIdentity(out var state) is not null || state != IdentityState.Missing);
        if (_runnerIsFree)
            Finish([]);
        else
            BeginKill();
    }

    /// <summary>The process of the runner is gone.</summary>
    public void RunnerEnded(WaitStatus status)
    {
        lock (_lock)
        {
            _status = status;
            if (_phase != Phase.Running)
                return;
            _phase = Phase.Ending;
        }

        // Asked after the runner was waited for: until then it would be found in its own group itself.
        if (Libc.Kill(-_identity!.Pid, 0) != 0 && !MayHaveLeft())
            Finish([]);
        else
            BeginKill();
    }

    // What an administrator mends without a word to us.
    private static bool IsForNow(int error) =>
        error is Libc.ENOSPC or Libc.EDQUOT or Libc.EROFS or Libc.EACCES or Libc.EPERM;

    private bool TryRun(Runner runner, Account? owner)
    {
        lock (_lock)
            _phase = Phase.Running;
        (_told, _status) = (null, default);
        // Told now, so that it comes before the end.
        TellStarted(DateTimeOffset.UtcNow);
        CrashPoint.Pass(CrashPoint.SpecWritten);
        GuardOutput(owner);
        if (runner.TryRun(this, _folder.Name, owner))
        {
            CrashPoint.Pass(CrashPoint.AttemptGiven);
            return true;
        }

        LetOutput();
        runner.Leave();
        lock (_lock)
            _phase = Phase.Waiting;
        return false;
    }

    private void TellStarted(DateTimeOffset time)
    {
        if (!_startedTold)
            _machine.TellStarted(Key, time);
        _startedTold = true;
    }

    // Not on the thread that tells of exits: looking through all processes takes a while.
    private void BeginKill() =>
        ThreadPool.UnsafeQueueUserWorkItem(static run => KillWave.Begin(run.Tree(), run._machine.Watcher, run.Finish, run.SurvivorsGone), this, preferLocal: false);

    private void GuardOutput(Account? owner)
    {
        if (_machine.Outputs is not { } guard || owner is null or { UserId: 0 } || _attempt.OutputLimit is not { } limit)
            return;
        _outputs = [.. _folder.OfOwner.Select(path => guard.Add(path, limit, TooLarge))];

        void TooLarge()
        {
            _isOutputTooLarge = true;
            _machine.Post(Key, Kill);
        }
    }

    private void LetOutput()
    {
        foreach (var output in _outputs)
            output.Dispose();
        _outputs = [];
    }

    private void Watch(int process, DateTimeOffset startTime)
    {
        GuardOutput(Owner);
        lock (_lock)
            _phase = Phase.Running;
        TellStarted(startTime);
        if (_isOfCopy)
            _machine.Watcher.Add(process, () => _machine.Post(Key, OriginalEnded));
        else
            _machine.Watcher.Add(process, () => RunnerEnded(WaitStatus.Take(process)));
    }

    // The runner of the folder of which this one is a copy. On the lane, so that it does not come between a kill and its end.
    private void OriginalEnded()
    {
        lock (_lock)
        {
            if (_phase == Phase.Running)
                _phase = Phase.Ending;
        }

        if (_phase == Phase.Ending)
            Finish([]);
        else
            SurvivorsGone();
    }

    private void Finish(IReadOnlyList<int> survivors)
    {
        if (_isOutputTooLarge && !_killAsked)
        {
            var limit = _attempt.OutputLimit / (1024 * 1024);
            var reason = $"It wrote more than {limit} MB of output, as much as TaskOutputLimit allows, and was killed.";
            _folder.WriteExit($"{ExitWord.OutputTooLarge} {reason}");
            End(new AttemptEnd { Outcome = AttemptOutcome.OutputTooLarge, Message = reason, Time = DateTimeOffset.UtcNow }, survivors);
            return;
        }

        var text = _told is null or RunnerShell.SeeExit or RunnerShell.NotClaimed ? _folder.ReadExit() : _told;
        if (text is not null)
        {
            End(ExitWord.Read(text, _attempt, WorkDir, _killAsked, _runner is not null ? DateTimeOffset.UtcNow : _folder.ExitTime()), survivors);
            return;
        }

        var identity = _folder.ReadIdentity(out var state);
        if (_runner is not null && identity != _identity && !_killAsked)
        {
            Refused(state);
            return;
        }

        var (outcome, code, message) =
            _isOfCopy ? (AttemptOutcome.Lost, (int?)null, OfCopy("How it ended is known there only."))
            : _killAsked ? (AttemptOutcome.Killed, (int?)null, "It was killed.")
            : _status.ExitCode is { } left ? (AttemptOutcome.Exited, left, "")
            : (AttemptOutcome.Lost, null, _status.Signal is { } signal
                ? $"The shell that ran it was ended by signal {signal}."
                : "Its process is gone and left no exit code.");
        _folder.WriteExit(code is not null ? $"{code}" : outcome == AttemptOutcome.Killed ? ExitWord.Killed : $"{ExitWord.Lost} {message}");
        End(new AttemptEnd { Outcome = outcome, ExitCode = code, Message = message, Time = DateTimeOffset.UtcNow }, survivors);
    }

    /// <summary>The attempt does not say that its runner has run it. Whether it has decides: what may have run does not run again.</summary>
    private void Refused(IdentityState state)
    {
        var hasNotRun = _told == RunnerShell.NotClaimed || _runner!.HasLeftUnread;
        if (state == IdentityState.Known)
        {
            // Another host has started it: what became of that is what this one tells.
            _status = default;
            _told = null;
            LeaveRunner();
            _machine.Post(Key, Adopt);
        }
        else if (!hasNotRun)
        {
            // What was kept of it was deleted while it ran. A runner that can write its exit nowhere ends with it.
            if (_status.ExitCode is { } code)
                End(new AttemptEnd { Outcome = AttemptOutcome.Exited, ExitCode = code, Time = DateTimeOffset.UtcNow }, []);
            else
                End(AttemptOutcome.Lost, "Its process is gone, and what was kept of it had been deleted.");
        }
        else if (state == IdentityState.Missing)
        {
            _isUnwritable = _told == RunnerShell.NotClaimed;
            LeaveRunner();
            lock (_lock)
                _phase = Phase.Waiting;
            _machine.Post(Key, Start);
        }
        else if (state == IdentityState.Claimed)
        {
            End(AttemptOutcome.NotStarted, "It ended before the command line was run.");
        }
        else
        {
            End(AttemptOutcome.StartFailed, $"The attempt's folder '{_folder.Path}' could not be written.");
        }
    }

    private void SurvivorsGone()
    {
        if (_hasSurvivors)
            _machine.TellGone(Key);
    }

    private void End(AttemptOutcome outcome, string message) =>
        End(new AttemptEnd { Outcome = outcome, Message = message, Time = DateTimeOffset.UtcNow }, []);

    private void End(AttemptEnd end, IReadOnlyList<int> survivors)
    {
        lock (_lock)
            _phase = Phase.Over;
        _hasSurvivors = survivors.Count > 0;
        CrashPoint.Pass(CrashPoint.EndKnown);
        LetOutput();
        var ranOutOfMemory = _runner?.RanOutOfMemory == true;
        LeaveRunner();
        if (_earlierGroup is not null)
            ControlGroup.Remove(_earlierGroup);
        if (_machine.IsForOwners)
            _folder.TakeFromOwner();
        _machine.TellEnded(this, end with { Output = OutputTail.Read(_folder.Stdout, _folder.Stderr), Survivors = survivors, RanOutOfMemory = ranOutOfMemory });
    }

    private void LeaveRunner()
    {
        var runner = _runner;
        _runner = null;
        runner?.Leave();
        if (runner is not null && _runnerIsFree)
            _machine.Runners.Return(runner);
        else
            runner?.CloseInput();
    }

    // What was kept of the attempt is gone. Whoever runs it all the same is known by the processes that it has.
    private bool TryFindRemoved()
    {
        var marks = new AttemptMarks(_machine.Root);
        var found = new ProcessTree(marks, _folder.Name, null, null, ownsControlGroup: false).Find();
        _identity = found.Select(row => ProcessIdentity.Of(row.Session, _machine.Root)).FirstOrDefault(runner => runner is not null);
        return found.Count > 0;
    }

    private string OfCopy(string what) => $"It runs in '{_earlier!.Root}', of which '{_machine.Root}' is a copy. {what}";

    private ProcessTree Tree() =>
        new(Marks(), _folder.Name, _identity, _runner?.Group ?? _earlierGroup, ownsControlGroup: _runner?.Group is not null);

    private AttemptMarks Marks()
    {
        var marks = new AttemptMarks(_machine.Root);
        if (_earlier is not null)
            marks.Add(_earlier.Root);
        return marks;
    }

    private bool MayHaveLeft() => _runner?.MayHaveLeft ?? (_earlierGroup is null || ControlGroup.IsPopulated(_earlierGroup));

    private static bool HasZero(string text) => text.Contains('\0', StringComparison.Ordinal);
}
