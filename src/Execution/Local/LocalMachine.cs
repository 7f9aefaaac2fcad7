using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>What all runs of an engine share.</summary>
internal sealed class LocalMachine
{
    public required string Root { get; init; }

    /// <summary>Where a task runs that names no work directory.</summary>
    public string Home { get; } = System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile) is { Length: > 0 } home ? home : "/";

    public Spawner Spawner { get; } = new();

    public TaskEnvironment Environment { get; } = new();

    public ExitWatcher Watcher { get; } = new();

    public required RunnerPool Runners { get; init; }

    /// <summary>Null where there are none.</summary>
    public required NodeControlGroups? Groups { get; init; }

    public required Action<AttemptKey, DateTimeOffset> TellStarted { get; init; }

    public required Action<LocalRun, AttemptEnd> TellEnded { get; init; }

    /// <summary>Has something done on the lane of an attempt.</summary>
    public required Action<AttemptKey, Action> Post { get; init; }
}
