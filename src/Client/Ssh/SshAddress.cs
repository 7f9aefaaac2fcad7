using System.Globalization;
using System.Text.RegularExpressions;

namespace HpcScheduler.Client;

/// <summary>
/// A scheduler that is reached by ssh: ssh://[user@]host[:port][/scheduler]. The scheduler is what -Scheduler would be on the far machine,
/// percent-encoded: a name, machine, an absolute path (so there are two slashes), or ~/ and a path. Without it: that user's personal scheduler
/// 'default'. Nothing in an address can be taken for an option, or be read by a shell.
/// </summary>
public sealed partial record SshAddress
{
    /// <summary>How an address begins.</summary>
    public const string Scheme = "ssh://";

    private const int HighestPort = 65535;

    private SshAddress(string? user, string host, int? port, string scheduler) => (User, Host, Port, Scheduler) = (user, host, port, scheduler);

    /// <summary>The user on the far machine; null for the one that ssh chooses.</summary>
    public string? User { get; }

    /// <summary>The host, or what ssh's configuration calls by this name.</summary>
    public string Host { get; }

    /// <summary>The port; null for the one that ssh chooses.</summary>
    public int? Port { get; }

    /// <summary>What -Scheduler would be on the far machine.</summary>
    public string Scheduler { get; }

    /// <summary>The scheduler as the far shell is given it: letters, digits, and -_./% only.</summary>
    public string EncodedScheduler => Encode(Scheduler).Replace("~", "%7E", StringComparison.Ordinal);

    /// <summary>Whom ssh connects with.</summary>
    public string Destination => (User is null ? "" : User + "@") + Host + (Port is { } port ? $":{port}" : "");

    /// <summary>Reads an address; null if it is none.</summary>
    public static SshAddress? Parse(string value)
    {
        if (Form().Match(value) is not { Success: true } match)
            return null;
        int? port = match.Groups["port"] is { Success: true } digits ? int.Parse(digits.Value, CultureInfo.InvariantCulture) : null;
        var scheduler = Uri.UnescapeDataString(match.Groups["scheduler"].Value);
        var isPath = scheduler.StartsWith('/') || scheduler.StartsWith("~/", StringComparison.Ordinal) || scheduler == "~";
        if (port is 0 or > HighestPort || scheduler.Any(char.IsControl) || (scheduler.Length > 0 && !isPath && !SchedulerAddress.IsName(scheduler)))
            return null;
        var user = match.Groups["user"] is { Success: true } name ? name.Value : null;
        var host = match.Groups["host"].Value.Trim('[', ']');
        return new SshAddress(user, host, port, scheduler.Length == 0 ? SchedulerAddress.DefaultName : scheduler);
    }

    /// <summary>The address; the same one for all ways to write it.</summary>
    public override string ToString()
    {
        var host = Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
        return Scheme + (User is null ? "" : User + "@") + host + (Port is { } port ? $":{port}" : "")
            + (Scheduler == SchedulerAddress.DefaultName ? "" : "/" + Encode(Scheduler));
    }

    private static string Encode(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    [GeneratedRegex(
        @"^ssh://(?:(?<user>[A-Za-z0-9_][A-Za-z0-9_.+\\@-]*)@)?(?<host>[A-Za-z0-9_][A-Za-z0-9_.-]*|\[[0-9A-Fa-f:]+(?:%[A-Za-z0-9]+)?\])"
        + @"(?::(?<port>[0-9]{1,5}))?(?:/(?<scheduler>[^?#]*))?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
