using System.Globalization;

namespace HpcScheduler;

/// <summary>
/// A run time as users write it: [[days:]hours:]minutes, or Infinite for no limit. A part may be larger than the clock has it: 90 is one
/// and a half hours. With units (90s, 1h30m) and with days before a dot (1.12:00) it is read as a <see cref="DurationText"/>.
/// </summary>
public static class RunTimeText
{
    private const string Infinite = "Infinite";

    /// <summary>Reads the text that a user gave for a parameter. No limit is <see cref="TimeSpan.Zero"/>.</summary>
    /// <exception cref="SchedulerException">
    /// <see cref="SchedulerErrors.InvalidRunTime"/> for anything else, and for more seconds than an Int32 holds.
    /// </exception>
    public static TimeSpan Parse(string text, string parameter)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Equals(Infinite, StringComparison.OrdinalIgnoreCase))
            return TimeSpan.Zero;
        if ((DurationText.TryParseUnits(text, out var time) || DurationText.TryParseDays(text, out time)) && time.TotalSeconds <= int.MaxValue)
            return TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));
        return TryParse(text, out var seconds) && seconds <= int.MaxValue
            ? TimeSpan.FromSeconds(seconds)
            : throw new SchedulerException(SchedulerErrors.InvalidRunTime, text, parameter, text);
    }

    /// <summary>
    /// The text of a run time, with no more parts than it needs: 30, 1:30, 1:0:0, or Infinite for null and zero. A run time that is not of whole
    /// minutes becomes a number of seconds with their unit.
    /// </summary>
    public static string ToText(TimeSpan? runTime)
    {
        if (runTime is not { } time || time == TimeSpan.Zero)
            return Infinite;
        if (time.Ticks % TimeSpan.TicksPerMinute != 0)
            return string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds} seconds");
        if (time.Days > 0)
            return string.Create(CultureInfo.InvariantCulture, $"{time.Days}:{time.Hours}:{time.Minutes}");
        return time.Hours > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{time.Hours}:{time.Minutes}")
            : time.Minutes.ToString(CultureInfo.InvariantCulture);
    }

    private static bool TryParse(string text, out long seconds)
    {
        seconds = 0;
        var parts = text.Split(':');
        if (parts.Length > 3)
            return false;
        ReadOnlySpan<int> secondsOfPart = [24 * 60 * 60, 60 * 60, 60];
        secondsOfPart = secondsOfPart[^parts.Length..];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var part))
                return false;
            seconds += (long)part * secondsOfPart[i];
        }

        return true;
    }
}
