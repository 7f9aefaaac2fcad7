using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HpcScheduler.Protocol;

namespace HpcScheduler.Client;

/// <summary>Runs a verb of the host's program that ends by itself. It needs no host and starts none.</summary>
public static class HostCommand
{
    /// <summary>Copies the database of a scheduler; its host is not started.</summary>
    /// <param name="folder">The scheduler's folder, absolute.</param>
    /// <param name="destination">The file, absolute.</param>
    /// <param name="force">Replace a file that is there.</param>
    /// <param name="cancellation">Ends the program.</param>
    /// <exception cref="SchedulerException">The program's own reason, or HpcSchedulerStartFailed.</exception>
    public static Task BackupAsync(string folder, string destination, bool force, CancellationToken cancellation)
    {
        string[] forced = force ? ["--force", "yes"] : [];
        return DoAsync(folder, ["backup", "--path", folder, "--destination", destination, .. forced], cancellation);
    }

    /// <summary>Checks a scheduler, whether its host runs or not. Nothing is changed.</summary>
    /// <param name="address">The scheduler; the program runs on its machine.</param>
    /// <param name="cancellation">Ends the program.</param>
    /// <returns>What each check found, as soon as it has.</returns>
    /// <exception cref="SchedulerException">The program's own reason, or HpcSchedulerStartFailed.</exception>
    public static IAsyncEnumerable<HpcSchedulerCheck> TestAsync(SchedulerAddress address, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Ssh is { } ssh ? SshTunnel.To(ssh).TestAsync(cancellation) : TestAsync(address.Folder, cancellation);
    }

    private static async IAsyncEnumerable<HpcSchedulerCheck> TestAsync(string folder, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var text in RunAsync(folder, ["test", "--path", folder], cancellation).ConfigureAwait(false))
        {
            var line = Read(folder, text, ProtocolJson.Default.LineHpcSchedulerCheck);
            yield return line.Item ?? throw line.Problem!.ToException();
        }
    }

    /// <summary>Makes the machine's scheduler a service, and starts it.</summary>
    /// <param name="folder">The scheduler's folder, absolute.</param>
    /// <param name="subscribedCores">Cores that tasks may use at once; null for as many as the last time.</param>
    /// <param name="cancellation">Ends the program.</param>
    /// <exception cref="SchedulerException">The program's own reason, or HpcSchedulerStartFailed.</exception>
    public static Task InstallAsync(string folder, int? subscribedCores, CancellationToken cancellation)
    {
        string[] cores = subscribedCores is { } count ? ["--subscribed-cores", count.ToString(CultureInfo.InvariantCulture)] : [];
        return DoAsync(folder, ["install", "--path", folder, .. cores], cancellation);
    }

    /// <summary>Ends the service of the machine's scheduler and removes it.</summary>
    /// <param name="folder">The scheduler's folder, absolute.</param>
    /// <param name="removeData">Remove the folder too.</param>
    /// <param name="cancellation">Ends the program.</param>
    /// <exception cref="SchedulerException">The program's own reason, or HpcSchedulerStartFailed.</exception>
    public static Task UninstallAsync(string folder, bool removeData, CancellationToken cancellation)
    {
        string[] data = removeData ? ["--remove-data", "yes"] : [];
        return DoAsync(folder, ["uninstall", "--path", folder, .. data], cancellation);
    }

    // Such a verb says nothing but what went wrong.
    private static async Task DoAsync(string folder, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        await foreach (var line in RunAsync(folder, arguments, cancellation).ConfigureAwait(false))
            throw Read(folder, line, ProtocolJson.Default.Problem).ToException();
    }

    private static async IAsyncEnumerable<string> RunAsync(
        string folder, IReadOnlyList<string> arguments, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var program = HostProgram.Find();
        var start = new ProcessStartInfo(program[0])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var argument in program.Skip(1).Concat(arguments))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start) ?? throw Failed(folder, "its program did not start");
        try
        {
            var complaints = process.StandardError.ReadToEndAsync(cancellation);
            var said = false;
            while (await process.StandardOutput.ReadLineAsync(cancellation).ConfigureAwait(false) is { } line)
            {
                said = true;
                yield return line;
            }

            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            if (process.ExitCode != 0)
            {
                var words = (await complaints.ConfigureAwait(false)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
                throw StartFailure.Of(folder, $"its program ended with {process.ExitCode}{(said ? " before it was through" : "")}", words);
            }
        }
        finally
        {
            // Whoever does not want the rest does not want the program either.
            if (!process.HasExited)
                process.Kill();
        }
    }

    private static T Read<T>(string folder, string line, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(line, type) ?? throw Failed(folder, "its program said nothing");
        }
        catch (JsonException)
        {
            throw Failed(folder, $"its program said '{line}'");
        }
    }

    private static SchedulerException Failed(string folder, string reason) =>
        new(SchedulerErrors.SchedulerStartFailed, folder, folder, reason.TrimEnd('.'));
}
