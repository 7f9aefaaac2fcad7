using System.Diagnostics;

namespace HpcScheduler.Crash;

/// <summary>Programs of the system that a test needs.</summary>
internal static class Command
{
    /// <summary>Runs one, which has to succeed.</summary>
    public static void Run(string program, params string[] arguments) => Assert.True(TryRun(program, arguments), program);

    /// <summary>Runs one; whether it succeeded.</summary>
    public static bool TryRun(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
