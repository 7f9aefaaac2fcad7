using System.ComponentModel;
using System.Diagnostics;

namespace HpcScheduler.Host.Service;

/// <summary>Asks systemd for something, by its own program.</summary>
internal static class ServiceControl
{
    private const string Program = "systemctl";

    // There while systemd is what the machine was started with: sd_booted(3).
    private const string Sign = "/run/systemd/system";

    /// <summary>Refuses a machine that has no systemd.</summary>
    /// <exception cref="SchedulerException">HpcServiceManagerMissing.</exception>
    public static void Require()
    {
        if (!Directory.Exists(Sign))
            throw new SchedulerException(SchedulerErrors.ServiceManagerMissing, null);
    }

    /// <summary>Whether the service runs.</summary>
    public static bool IsActive() => Run("is-active", "--quiet", ServiceUnit.Name).ExitCode == 0;

    /// <summary>Does something and returns when it is done.</summary>
    /// <exception cref="SchedulerException">HpcServiceFailed.</exception>
    public static void Do(params IReadOnlyList<string> arguments)
    {
        var (exitCode, errors) = Run([.. arguments]);
        if (exitCode != 0)
            throw new SchedulerException(SchedulerErrors.ServiceFailed, ServiceUnit.Name, $"{Program} {string.Join(' ', arguments)}", exitCode, errors);
    }

    private static (int ExitCode, string Errors) Run(params string[] arguments)
    {
        try
        {
            // systemctl has a deadline for whatever it waits for: that of the unit.
            using var process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            process.OutputDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, errors.Trim().TrimEnd('.'));
        }
        catch (Win32Exception exception)
        {
            return (-1, exception.Message);
        }
    }
}
