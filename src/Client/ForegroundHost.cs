using System.Diagnostics;
using System.Runtime.InteropServices;

namespace HpcScheduler.Client;

/// <summary>
/// A host that stays with this process, as a container or a supervisor wants it: a request to stop this process stops the host, and when this process
/// is gone the host goes too. So does a request to the program that a .NET tool has put before this process, which knows nothing of it
/// (<see cref="ToolShim"/>). Tasks that run go on.
/// </summary>
public sealed partial class ForegroundHost : IDisposable
{
    private const int Terminate = 15;

    private readonly string _folder;
    private readonly Process _process;
    private readonly PosixSignalRegistration _terminate;
    private readonly HostProcess? _shim = ToolShim.OfThisProcess();
    private readonly CancellationTokenSource _over = new();

    private ForegroundHost(string folder, Process process)
    {
        (_folder, _process) = (folder, process);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            Stop();
        });
        _ = StopWithShimAsync();
    }

    /// <summary>Starts a host and returns when it answers. The thread that calls must live as long as the host is to.</summary>
    /// <param name="start">How; in the foreground it is in any case.</param>
    /// <param name="cancellation">Stops the host.</param>
    /// <exception cref="SchedulerException">The host's own reason, or HpcSchedulerStartFailed.</exception>
    public static async Task<ForegroundHost> StartAsync(HostStart start, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(start);
        var command = (start with { IsForeground = true }).Command();
        var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        })!;
        process.StandardInput.Close();
        var host = new ForegroundHost(start.Folder, process);
        try
        {
            var answer = await process.StandardOutput.ReadLineAsync(cancellation).ConfigureAwait(false)
                ?? throw HostLauncher.Failed(start.Folder, "it ended", null);
            return HostLauncher.Problem(start.Folder, answer) is { } problem ? throw problem : host;
        }
        catch
        {
            host.Stop();
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            host.Dispose();
            throw;
        }
    }

    /// <summary>Waits until the host has ended.</summary>
    /// <param name="cancellation">Stops the host; its end is waited for all the same.</param>
    /// <exception cref="SchedulerException">HpcSchedulerEnded: it ended otherwise than by being told to.</exception>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        using (cancellation.Register(Stop))
            await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        if (_process.ExitCode != 0)
            throw new SchedulerException(SchedulerErrors.SchedulerEnded, _folder, _folder, _process.ExitCode);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _terminate.Dispose();
        _over.Cancel();
        _over.Dispose();
        _shim?.Dispose();
        _process.Dispose();
    }

    private async Task StopWithShimAsync()
    {
        if (_shim is null)
            return;
        try
        {
            await _shim.WaitAsync(_over.Token).ConfigureAwait(false);
            Stop();
        }
        catch (OperationCanceledException)
        {
            // The host has ended by itself.
        }
    }

    // A child that nobody has waited for keeps its number.
    private void Stop() => _ = Kill(_process.Id, Terminate);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
