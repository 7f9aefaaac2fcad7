using System.Text.RegularExpressions;

namespace HpcScheduler.Client;

/// <summary>Says why a host did not start: first what happened, then where the rest of what it said is.</summary>
internal static partial class StartFailure
{
    private const int MostLines = 5;

    /// <summary>The error for a host that has said nothing that was agreed.</summary>
    /// <param name="folder">The scheduler's folder.</param>
    /// <param name="what">What it did, such as 'it ended'.</param>
    /// <param name="complaints">What it wrote to its error output.</param>
    /// <param name="log">Its log; null where it writes none.</param>
    /// <param name="inner">What was caught, if anything was.</param>
    public static SchedulerException Of(string folder, string what, IReadOnlyList<string> complaints, HostLogEnd? log = null, Exception? inner = null)
    {
        if (MissingRuntime(complaints) is { } missing)
            return new SchedulerException(SchedulerErrors.RuntimeMissing, folder, SchedulerErrors.RuntimeMissing.Format(folder, missing), inner);
        var logged = log?.Read() ?? [];
        var words = complaints.Concat(logged).Where(line => !IsFrame(line)).Select(Plain).Distinct(StringComparer.Ordinal).ToList();
        var isWhole = complaints.Count + logged.Count == Math.Min(words.Count, MostLines);
        var rest = !isWhole && (logged.Count > 0 || log?.Add(complaints) == true) ? $"; the rest is in {Path.Join(folder, "host.log")}" : "";
        var said = words.Count == 0 ? what : $"{what}: {string.Join(" | ", words.Take(MostLines)).TrimEnd('.')}{rest}";
        return new SchedulerException(
            SchedulerErrors.SchedulerStartFailed, folder, SchedulerErrors.SchedulerStartFailed.Format(folder, said.TrimEnd('.')), inner);
    }

    /// <summary>What .NET says that is missing; null where it says nothing of the kind.</summary>
    private static string? MissingRuntime(IReadOnlyList<string> complaints)
    {
        if (!complaints.Any(line => line.StartsWith("You must install", StringComparison.Ordinal)))
            return null;
        var framework = complaints.Select(line => FrameworkLine().Match(line)).FirstOrDefault(match => match.Success);
        var location = complaints.Select(line => LocationLine().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value;
        var what = framework is null ? "there is no .NET" : $"there is no {framework.Groups[1].Value} {framework.Groups[2].Value}";
        return location is null or "Not found" ? what : $"{what} in {location}";
    }

    private static bool IsFrame(string line) => line.StartsWith("   at ", StringComparison.Ordinal) || line.StartsWith("--- End of ", StringComparison.Ordinal);

    private static string Plain(string line)
    {
        const string Unhandled = "Unhandled exception. ";
        return line.StartsWith(Unhandled, StringComparison.Ordinal) ? line[Unhandled.Length..] : line.Trim();
    }

    [GeneratedRegex(@"^Framework: '([\w.]+)', version '([\w.-]+)'")]
    private static partial Regex FrameworkLine();

    [GeneratedRegex(@"^\.NET location: (.+)$")]
    private static partial Regex LocationLine();
}
