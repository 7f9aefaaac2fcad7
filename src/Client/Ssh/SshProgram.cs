using System.Diagnostics;
using System.Globalization;

namespace HpcScheduler.Client;

/// <summary>
/// The user's own ssh: the first on the PATH, or what the HPCSCHEDULER_SSH variable names. Its configuration decides everything but what is said here.
/// </summary>
internal static class SshProgram
{
    /// <summary>Names the ssh to use.</summary>
    public const string Variable = "HPCSCHEDULER_SSH";

    /// <summary>How the far command ends where there is no HpcScheduler; a shell says the same where there is no /bin/sh.</summary>
    public const int NothingThere = 127;

    /// <summary>How ssh ends when it fails itself.</summary>
    public const int OwnFailure = 255;

    // Ctrl+C is for the command that runs, and not for the ssh processes of others: whoever wants one ended ends it.
    private const string Deaf = "trap '' INT QUIT; exec \"$@\"";

    // For any login shell, so without single quotes, backslashes, exclamation marks or line breaks inside. The newest version of the module comes last.
    private const string Find =
        "p=$HPCSCHEDULER_HOST; [ -n \"$p\" ] || p=$(command -v HpcScheduler.Host) || {"
        + " IFS=:; for d in $PSModulePath \"${XDG_DATA_HOME:-$HOME/.local/share}/powershell/Modules\" /usr/local/share/powershell/Modules"
        + " /opt/microsoft/powershell/7/Modules; do for f in \"$d\"/HpcScheduler/bin/host/HpcScheduler.Host \"$d\"/HpcScheduler/*/bin/host/HpcScheduler.Host;"
        + " do if [ -f \"$f\" ]; then p=$f; fi; done; if [ -n \"$p\" ]; then break; fi; done; unset IFS; };"
        + " [ -f \"$p\" ] || { echo \"no HpcScheduler.Host${p:+ at $p} for $(id -un) on $(uname -n)\" >&2; exit 127; };"
        // A package may have been unpacked without rights to execute.
        + " case $p in *.dll) ;; *) if [ -x \"$p\" ]; then exec \"$p\" \"$@\"; fi; p=$p.dll;; esac; exec dotnet \"$p\" \"$@\"";

    // What a user's configuration may say for a terminal and what would break a connection without one. The interval is there so that a
    // connection whose other end has vanished is noticed.
    private static readonly string[] Options =
    [
        "-T", "-x", "-o", "BatchMode=yes", "-o", "ClearAllForwardings=yes", "-o", "RemoteCommand=none", "-o", "ServerAliveInterval=15",
    ];

    /// <summary>The command that reaches the far side.</summary>
    /// <exception cref="SchedulerException"><see cref="SchedulerErrors.SshMissing"/>.</exception>
    public static ProcessStartInfo Command(SshAddress address)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "-c", Deaf, "sh", Program() },
        };
        foreach (var option in Options)
            start.ArgumentList.Add(option);
        if (address.Port is { } port)
        {
            start.ArgumentList.Add("-p");
            start.ArgumentList.Add(port.ToString(CultureInfo.InvariantCulture));
        }

        if (address.User is { } user)
        {
            start.ArgumentList.Add("-l");
            start.ArgumentList.Add(user);
        }

        start.ArgumentList.Add("--");
        start.ArgumentList.Add(address.Host);
        start.ArgumentList.Add($"exec /bin/sh -c '{Find}' sh connect --scheduler {address.EncodedScheduler}");
        return start;
    }

    private static string Program()
    {
        var name = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : "ssh";
        if (name.Contains('/', StringComparison.Ordinal))
            return File.Exists(name) ? Path.GetFullPath(name) : throw Missing(name);
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Join(folder, name))
            .FirstOrDefault(File.Exists) ?? throw Missing(name);
    }

    private static SchedulerException Missing(string name) => new(SchedulerErrors.SshMissing, name, name);
}
