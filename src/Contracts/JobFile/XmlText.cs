using System.Globalization;

namespace HpcScheduler;

/// <summary>Values as they are written to a file; null where there is nothing to write.</summary>
internal static class XmlText
{
    public static string Of(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Of(bool truth) => truth ? "true" : "false";

    public static string? Of(IReadOnlyList<string> names) => names.Count == 0 ? null : string.Join(',', names);

    /// <summary>A time as UTC. HPC Pack takes it for that anyway and would move it by a time zone that stood there.</summary>
    public static string? Of(DateTime? time) =>
        time?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);

    /// <summary>A span in whole seconds, rounded up: rounded down a short one would become none.</summary>
    public static string? Seconds(TimeSpan? time) =>
        time is { } span ? Math.Ceiling(span.TotalSeconds).ToString(CultureInfo.InvariantCulture) : null;
}
