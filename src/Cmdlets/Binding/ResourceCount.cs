using System.Globalization;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// How many cores, as users write it: max or min-max, whole numbers from 1. For a job either side may also be *, which has it computed from
/// the tasks; such a side is null.
/// </summary>
/// <param name="Minimum">The fewest, or null where computed.</param>
/// <param name="Maximum">The most, or null where computed.</param>
public readonly record struct ResourceCount(int? Minimum, int? Maximum)
{
    private const string Computed = "*";

    /// <summary>Reads the count of a job.</summary>
    public static ResourceCount ParseForJob(string text, string parameter) => Parse(text, parameter, mayCompute: true);

    /// <summary>Reads the count of a task.</summary>
    public static ResourceCount ParseForTask(string text, string parameter) => Parse(text, parameter, mayCompute: false);

    private static ResourceCount Parse(string text, string parameter, bool mayCompute)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var minimum = ParseSide(dash < 0 ? text : text[..dash], text, parameter, mayCompute);
        var maximum = dash < 0 ? minimum : ParseSide(text[(dash + 1)..], text, parameter, mayCompute);
        if (minimum > maximum)
            throw new SchedulerException(SchedulerErrors.MinGreaterThanMax, text, minimum, maximum);
        return new(minimum, maximum);
    }

    private static int? ParseSide(string side, string text, string parameter, bool mayCompute)
    {
        var trimmed = side.Trim();
        if (mayCompute && trimmed == Computed)
            return null;
        if (int.TryParse(trimmed, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
            return count;
        var hint = mayCompute ? "; * on either side has it computed from the tasks" : "";
        throw new SchedulerException(SchedulerErrors.InvalidResourceCount, text, parameter, text, hint);
    }
}
