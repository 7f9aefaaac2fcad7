using System.Globalization;

namespace HpcScheduler;

/// <summary>
/// Priority between its two forms: a number from 0 to 4000, and text such as Normal or AboveNormal-499. Five named levels stand
/// a thousand apart; text names the nearest one, and 500 above a level still counts up from it.
/// </summary>
public static class ExpandedPriority
{
    private const int Step = 1000;

    private static readonly string[] Levels = ["Lowest", "BelowNormal", "Normal", "AboveNormal", "Highest"];

    /// <summary>The names of the levels, lowest first.</summary>
    public static IReadOnlyList<string> LevelNames => Levels;

    /// <summary>Reads a number, a level name in letters of either case, or a level name with +n or -n and no spaces.</summary>
    /// <exception cref="SchedulerException"><see cref="SchedulerErrors.InvalidPriority"/> for anything else, or a result out of range.</exception>
    public static int Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (TryParse(text, out var value) && value is >= 0 and <= Limits.Priority)
            return (int)value;
        throw new SchedulerException(SchedulerErrors.InvalidPriority, text, text);
    }

    /// <summary>The text of a number: the nearest level, with the distance from it where there is one.</summary>
    public static string ToText(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Limits.Priority);
        var level = (value + Step / 2 - 1) / Step;
        var offset = value - level * Step;
        return offset == 0 ? Levels[level] : string.Create(CultureInfo.InvariantCulture, $"{Levels[level]}{offset:+0;-0}");
    }

    private static bool TryParse(string text, out long value)
    {
        var sign = text.AsSpan().IndexOfAny('+', '-');
        var name = sign < 0 ? text : text[..sign];
        var level = Array.FindIndex(Levels, candidate => candidate.Equals(name, StringComparison.OrdinalIgnoreCase));
        value = level * (long)Step;
        if (sign < 0)
            return level >= 0 || TryDigits(text, out value);
        if (level < 0 || !TryDigits(text.AsSpan(sign + 1), out var offset))
            return false;
        value += text[sign] == '+' ? offset : -offset;
        return true;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out long value)
    {
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        value = number;
        return isNumber;
    }
}
