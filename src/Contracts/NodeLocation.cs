namespace HpcScheduler;

/// <summary>
/// Where a node stands, as users write it: <c>\DataCenter</c>, <c>\DataCenter\Rack</c> or <c>\DataCenter\Rack\Chassis</c> (cmdlets reference,
/// section 5.2).
/// </summary>
public static class NodeLocation
{
    private const char Separator = '\\';
    private const int MostParts = 3;

    /// <summary>Refuses what is no location. An empty text is none, and is allowed.</summary>
    /// <exception cref="SchedulerException"><see cref="SchedulerErrors.InvalidLocation"/>.</exception>
    public static string Check(string text)
    {
        if (text.Length == 0)
            return text;
        var parts = text.Split(Separator);
        var isWhole = parts[0].Length == 0 && parts.Length is > 1 and <= MostParts + 1;
        return isWhole && parts.Skip(1).All(IsPart) ? text : throw new SchedulerException(SchedulerErrors.InvalidLocation, text, text, Limits.LocationPart);
    }

    /// <summary>The location of these parts; those that are null come last.</summary>
    /// <exception cref="SchedulerException"><see cref="SchedulerErrors.InvalidLocation"/>.</exception>
    public static string Join(string dataCenter, string? rack, string? chassis) =>
        Check(string.Concat(new[] { dataCenter, rack, chassis }.Where(part => part is not null).Select(part => Separator + part)));

    /// <summary>Whether a location is this one or below it; letters of either case match.</summary>
    public static bool IsWithin(string location, string whole) =>
        location.StartsWith(whole, StringComparison.OrdinalIgnoreCase)
        && (location.Length == whole.Length || location[whole.Length] == Separator);

    private static bool IsPart(string part) =>
        part.Trim().Length > 0 && part.EnumerateRunes().Count() <= Limits.LocationPart && !part.Contains('\0', StringComparison.Ordinal);
}
