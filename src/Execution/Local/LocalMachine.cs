using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>What all runs of an engine share.</summary>
internal sealed class LocalMachine
{
    public required string Root { get; init; }

    /// <summary>Whether each task runs as the owner of its job; else all as whoever runs the host.</summary>
    public required bool IsForOwners { get; init; }

    /// <summary>Where a task of whoever runs the host runs that names no work directory.</summary>
    public string Home { get; } = LoginEnvironment.Home;

    public required Spawner Spawner { get; init; }

    public required TaskEnvironment Environment { get; init; }

    public required ExitWatcher Watcher { get; init; }

    public required RunnerPool Runners { get; init; }

    public required HostFiles HostFiles { get; init; }

    /// <summary>Null where output is not limited.</summary>
    public OutputGuard? Outputs { get; init; }

    /// <summary>Null where there are none.</summary>
    public required NodeControlGroups? Groups { get; init; }

    public required Action<AttemptKey, DateTimeOffset> TellStarted { get; init; }

    public required Action<LocalRun, AttemptEnd> TellEnded { get; init; }

    /// <summary>Told that the survivors of an attempt which is over are gone.</summary>
    public required Action<AttemptKey> TellGone { get; init; }

    /// <summary>Has something done on the lane of an attempt.</summary>
    public required Action<AttemptKey, Action> Post { get; init; }
}
