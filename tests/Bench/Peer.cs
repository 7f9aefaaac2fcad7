using System.Diagnostics;

namespace HpcScheduler.Bench;

/// <summary>Another way to do the same, as a line for the shell.</summary>
internal static class Peer
{
    /// <summary>Whether a program is there.</summary>
    public static bool Exists(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Join(folder, program)));

    /// <summary>Runs the line to its end and returns what it wrote.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<string> RunAsync(string line, CancellationToken cancellation)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", line }, RedirectStandardOutput = true })!;
        var output = await shell.StandardOutput.ReadToEndAsync(cancellation);
        await shell.WaitForExitAsync(cancellation);
        return shell.ExitCode == 0 ? output : throw new InvalidOperationException($"'{line}' ended with exit code {shell.ExitCode}.");
    }
}
