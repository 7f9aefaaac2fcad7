using System.Globalization;

namespace HpcScheduler.Client;

/// <summary>How a host is to be started.</summary>
/// <param name="Folder">The scheduler's folder, absolute.</param>
public sealed record HostStart(string Folder)
{
    /// <summary>Cores that tasks may use at once; null for as many as the last time.</summary>
    public int? SubscribedCores { get; init; }

    /// <summary>Whether it is for everybody on the machine, and runs tasks as the owners of their jobs.</summary>
    public bool IsMachine { get; init; }

    /// <summary>Whether it ends with whoever starts it, and writes its log to the error output too.</summary>
    public bool IsForeground { get; init; }

    /// <summary>The program and its arguments.</summary>
    /// <exception cref="SchedulerException">HpcHostMissing.</exception>
    public IReadOnlyList<string> Command() =>
    [
        .. HostProgram.Find(), "run", "--path", Folder,
        .. SubscribedCores is { } cores ? ["--subscribed-cores", cores.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
        .. IsMachine ? ["--machine", "yes"] : Array.Empty<string>(),
        .. IsForeground ? ["--foreground", "yes"] : Array.Empty<string>(),
    ];
}
