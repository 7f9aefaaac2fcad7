using System.Globalization;
using System.Text.RegularExpressions;

namespace HpcScheduler;

/// <summary>
/// A duration as people write it: seconds (90, 0.5), a clock ([days.]hours:minutes[:seconds], or days:hours:minutes:seconds), or numbers with
/// their units (5m, 1h30m, 2 days). Hours of a clock without days may be more than a day has: 36:30:00.
/// </summary>
public static partial class DurationText
{
    /// <summary>What is allowed, for the text of an error.</summary>
    public const string Forms = "seconds, such as 90 or 0.5; [days.]hours:minutes[:seconds], such as 00:01:30, 36:30:00 or 1.12:00; or units, such as 5m or 1h30m";

    // A clock of longer days is more likely a slip than a wish.
    private const int HoursOfDay = 24;
    private const int PartsOfHour = 60;

    /// <summary>Reads a duration; false for anything else and for more than a TimeSpan holds.</summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        if (string.IsNullOrWhiteSpace(text))
            return false;
        var trimmed = text.Trim();
        return IsNumber(trimmed, out var seconds) ? TryMake(seconds, out duration) : TryParseUnits(trimmed, out duration) || TryParseClock(trimmed, out duration);
    }

    /// <summary>Reads numbers with their units, such as 5m, 1h30m or 90 seconds; false for anything else.</summary>
    public static bool TryParseUnits(string text, out TimeSpan duration)
    {
        duration = default;
        var match = Units().Match(text);
        if (!match.Success)
            return false;
        var seconds = 0m;
        for (var i = 0; i < match.Groups["number"].Captures.Count; i++)
        {
            if (!IsNumber(match.Groups["number"].Captures[i].Value, out var number))
                return false;
            seconds += number * SecondsOf(match.Groups["unit"].Captures[i].Value);
        }

        return TryMake(seconds, out duration);
    }

    /// <summary>Reads a clock with days, which no run time of HPC Pack is written like: 1.12:00 or 1.12:00:00; false for anything else.</summary>
    public static bool TryParseDays(string text, out TimeSpan duration)
    {
        duration = default;
        return Clock().Match(text) is { Success: true } match && match.Groups["days"].Value.EndsWith('.') && TryParseClock(text, out duration);
    }

    private static bool TryParseClock(string text, out TimeSpan duration)
    {
        duration = default;
        if (Clock().Match(text) is not { Success: true } match)
            return false;
        var days = match.Groups["days"].Value.TrimEnd('.', ':');
        if (!IsNumber(match.Groups["hours"].Value, out var hours) || (days.Length > 0 && hours >= HoursOfDay)
            || !IsPart("minutes", out var minutes) || !IsPart("seconds", out var seconds) || !IsNumber(days.Length == 0 ? "0" : days, out var whole))
        {
            return false;
        }

        return TryMake((((((whole * HoursOfDay) + hours) * PartsOfHour) + minutes) * PartsOfHour) + seconds, out duration);

        bool IsPart(string name, out decimal number)
        {
            number = 0;
            return !match.Groups[name].Success || (IsNumber(match.Groups[name].Value, out number) && number < PartsOfHour);
        }
    }

    private static bool TryMake(decimal seconds, out TimeSpan duration)
    {
        var fits = seconds <= (decimal)(TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerSecond);
        duration = fits ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)) : default;
        return fits;
    }

    // A decimal holds far more than a duration can, and so few digits never leave its range when they are multiplied.
    private static bool IsNumber(string text, out decimal number)
    {
        number = 0;
        return text.Length <= 20 && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    private static decimal SecondsOf(string unit) => unit.ToLowerInvariant() switch
    {
        "ms" => 0.001m,
        "s" or "sec" or "second" or "seconds" => 1,
        "m" or "min" or "minute" or "minutes" => 60,
        "h" or "hour" or "hours" => 3600,
        _ => 86_400,
    };

    [GeneratedRegex(
        @"^(?:(?<number>[0-9]+(?:\.[0-9]+)?) ?(?<unit>ms|sec(?:onds?)?|s|min(?:utes?)?|m|hours?|h|days?|d) ?)+$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Units();

    [GeneratedRegex(
        @"^(?<days>[0-9]+(?:\.|:(?=[0-9]+:[0-9]+:[0-9])))?(?<hours>[0-9]+):(?<minutes>[0-9]{1,2})(?::(?<seconds>[0-9]{1,2}(?:\.[0-9]{1,7})?))?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Clock();
}
