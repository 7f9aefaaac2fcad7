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

    private const int LogLines = 5;

    // The shell ends at once, so that the host has no parent here. Its complaints go to a file and not to a pipe: writing to a pipe
    // that nobody reads any more would end the host or a task of its.
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
        var complaints = Path.GetTempFileName();
        try
        {
            using var shell = Process.Start(Shell(start, complaints))
                ?? throw Failed(folder, "the shell did not start", null);
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            timeout.CancelAfter(StartTimeout);
            string? answer;
            try
            {
                answer = await shell.StandardOutput.ReadLineAsync(timeout.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException exception) when (!cancellation.IsCancellationRequested)
            {
                var reason = $"it does not answer after {StartTimeout.TotalSeconds} seconds";
                throw Failed(folder, reason + LastWords(folder, complaints), exception);
            }

            if (answer is null)
                throw Failed(folder, "it ended" + LastWords(folder, complaints), null);
            Check(folder, answer);
        }
        finally
        {
            File.Delete(complaints);
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
    internal static void Check(string folder, string answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            if (document.RootElement.TryGetProperty("Ready", out var ready) && ready.ValueKind == JsonValueKind.True)
                return;
            var problem = document.RootElement.Deserialize(ProtocolJson.Default.Problem);
            throw problem is { ErrorId.Length: > 0 } ? problem.ToException() : Failed(folder, $"it said '{answer}'", null);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Failed(folder, $"it said '{answer}'", exception);
        }
    }

    private static string LastWords(string folder, string complaints)
    {
        var words = string.Join(" | ", LastLines(complaints).Concat(LastLines(Path.Join(folder, "host.log"))));
        return words.Length == 0 ? "" : "; its last words: " + words;
    }

    private static List<string> LastLines(string file)
    {
        try
        {
            return File.ReadLines(file).Where(line => line.Length > 0).TakeLast(LogLines).ToList();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    internal static SchedulerException Failed(string folder, string reason, Exception? inner) =>
        new(SchedulerErrors.SchedulerStartFailed, folder, SchedulerErrors.SchedulerStartFailed.Format(folder, reason.TrimEnd('.')), inner);
}
