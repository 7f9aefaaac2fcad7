using System.Diagnostics;
using System.Text.Json;
using HpcScheduler.Protocol;

namespace HpcScheduler.Client;

/// <summary>
/// Starts a host that outlives this process and its terminal, and returns when it answers. Two callers may start hosts for one folder
/// at once: one host wins, and the other one's process reports the winner.
/// </summary>
public static class HostLauncher
{
    // A host answers within half a second; opening a large database after a crash may take some. Longer than this is a fault.
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Told of the folder when a host is started in the course of a call that was begun with it; where nobody waits there is none.</summary>
    public static AsyncLocal<Action<string>?> Starting { get; } = new();

    // The shell ends at once, so that the host has no parent here.
    private const string Script = "complaints=$1; shift; \"$@\" </dev/null 2>\"$complaints\" &";

    /// <summary>Starts the host of a scheduler, on the far side if it is reached by ssh; one that runs already is left as it is.</summary>
    /// <param name="address">The scheduler.</param>
    /// <param name="start">How. By ssh the folder is the far side's, and so is whether it is the machine's scheduler.</param>
    /// <param name="cancellation">Ends the waiting, not the host.</param>
    /// <exception cref="SchedulerException">The host's own reason, or <see cref="SchedulerErrors.SchedulerStartFailed"/>.</exception>
    public static Task StartAsync(SchedulerAddress address, HostStart start, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(start);
        return address.Ssh is { } ssh
            ? SshTunnel.To(ssh).ObeyAsync(new TunnelOrder(TunnelVerb.Start, start.SubscribedCores), cancellation)
            : StartAsync(start, cancellation);
    }

    /// <summary>Starts the host of a folder; one that runs already is left as it is.</summary>
    /// <param name="folder">The scheduler's folder, absolute.</param>
    /// <param name="subscribedCores">Cores that tasks may use at once; null for as many as the last time.</param>
    /// <param name="cancellation">Ends the waiting, not the host.</param>
    /// <exception cref="SchedulerException">The host's own reason, or <see cref="SchedulerErrors.SchedulerStartFailed"/>.</exception>
    public static Task StartAsync(string folder, int? subscribedCores, CancellationToken cancellation) =>
        StartAsync(new HostStart(folder) { SubscribedCores = subscribedCores }, cancellation);

    /// <summary>Starts a host; one that runs already is left as it is.</summary>
    /// <param name="start">How.</param>
    /// <param name="cancellation">Ends the waiting, not the host.</param>
    /// <exception cref="SchedulerException">The host's own reason, or <see cref="SchedulerErrors.SchedulerStartFailed"/>.</exception>
    public static async Task StartAsync(HostStart start, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(start);
        var folder = start.Folder;
        Starting.Value?.Invoke(folder);
        var log = new HostLogEnd(folder);
        using var complaints = new HostComplaints();
        using var shell = Process.Start(Shell(start, complaints.Path))
            ?? throw Failed(folder, "the shell did not start", null);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(StartTimeout);
        var isTold = false;
        try
        {
            var answer = await shell.StandardOutput.ReadLineAsync(timeout.Token).ConfigureAwait(false)
                ?? throw StartFailure.Of(folder, "it ended", complaints.Read(), log);
            isTold = true;
            if (Problem(folder, answer) is not { } problem)
                return;
            // The kernel closes its output last of all that can be seen of it: a host that did not start is gone when its error is thrown.
            while (await shell.StandardOutput.ReadLineAsync(timeout.Token).ConfigureAwait(false) is not null)
            {
            }

            throw problem;
        }
        catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            var what = isTold ? "it does not end" : "it does not answer";
            throw StartFailure.Of(folder, $"{what} after {StartTimeout.TotalSeconds} seconds", complaints.Read(), log, exception);
        }
    }

    private static ProcessStartInfo Shell(HostStart start, string complaints)
    {
        var shell = new ProcessStartInfo("/bin/sh")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            // A host must not keep the user's folder or a mounted disk busy.
            WorkingDirectory = "/",
            ArgumentList = { "-c", Script, "sh", complaints },
        };
        foreach (var argument in start.Command())
            shell.ArgumentList.Add(argument);
        return shell;
    }

    /// <summary>Reads what a host says when it has started.</summary>
    /// <returns>Why it has not; null if it has.</returns>
    internal static SchedulerException? Problem(string folder, string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            if (document.RootElement.TryGetProperty("Ready", out var ready) && ready.ValueKind == JsonValueKind.True)
                return null;
            var problem = document.RootElement.Deserialize(ProtocolJson.Default.Problem);
            return problem is { ErrorId.Length: > 0 } ? problem.ToException() : Failed(folder, $"it said '{answer}'", null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Failed(folder, $"it said '{answer}'", exception);
        }
    }

    internal static SchedulerException Failed(string folder, string reason, Exception? inner) =>
        new(SchedulerErrors.SchedulerStartFailed, folder, SchedulerErrors.SchedulerStartFailed.Format(folder, reason.TrimEnd('.')), inner);
}
