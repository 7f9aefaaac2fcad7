using System.Globalization;

namespace HpcScheduler;

/// <summary>
/// The exit codes that count as success, read from text such as 0,10..20,100..max: whole numbers and ranges with commas between, a range
/// in either direction, min and max as its ends. Empty text stands for 0 alone. It never changes.
/// </summary>
public sealed class ExitCodeList
{
    private const string Dots = "..";
    private static readonly ExitCodeList Zero = new([new(0, 0)]);

    // Ranges in ascending order that neither overlap nor touch: the last one that begins at or before a code decides.
    private readonly int[] _firsts;
    private readonly int[] _lasts;

    private ExitCodeList(IReadOnlyCollection<Range> ranges)
    {
        _firsts = [.. ranges.Select(range => range.First)];
        _lasts = [.. ranges.Select(range => range.Last)];
    }

    /// <summary>Reads the text that a user gave for a parameter; null and empty text stand for 0 alone.</summary>
    /// <exception cref="SchedulerException">
    /// <see cref="SchedulerErrors.ValueTooLong"/>; <see cref="SchedulerErrors.InvalidExitCodes"/> for what is no such list.
    /// </exception>
    public static ExitCodeList Parse(string? text, string parameter)
    {
        if (string.IsNullOrEmpty(text))
            return Zero;
        var length = text.EnumerateRunes().Count();
        if (length > Limits.ExitCodes)
            throw new SchedulerException(SchedulerErrors.ValueTooLong, text, parameter, length, Limits.ExitCodes);
        try
        {
            return new ExitCodeList(Join(text.Split(',', StringSplitOptions.TrimEntries).Select(ParseItem)));
        }
        catch (FormatException fault)
        {
            throw new SchedulerException(SchedulerErrors.InvalidExitCodes, text, parameter, text, fault.Message);
        }
    }

    /// <summary>Whether the code counts as success.</summary>
    public bool Contains(int code)
    {
        var index = Array.BinarySearch(_firsts, code);
        if (index < 0)
            index = ~index - 1;
        return index >= 0 && code <= _lasts[index];
    }

    private static Range ParseItem(string item)
    {
        if (item.Length == 0)
            throw new FormatException("an item is empty");
        var dots = item.IndexOf(Dots, StringComparison.Ordinal);
        if (dots < 0)
        {
            var code = ParseNumber(item);
            return new(code, code);
        }

        var first = ParseEnd(item[..dots], item);
        var last = ParseEnd(item[(dots + Dots.Length)..], item);
        return new(Math.Min(first, last), Math.Max(first, last));
    }

    private static int ParseEnd(string end, string item) => end switch
    {
        "" => throw new FormatException($"the range '{item}' lacks an end"),
        _ when end.Equals("min", StringComparison.OrdinalIgnoreCase) => int.MinValue,
        _ when end.Equals("max", StringComparison.OrdinalIgnoreCase) => int.MaxValue,
        _ => ParseNumber(end),
    };

    private static int ParseNumber(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"'{text}' is not a whole number from {int.MinValue} to {int.MaxValue}");

    private static List<Range> Join(IEnumerable<Range> ranges)
    {
        var joined = new List<Range>();
        foreach (var range in ranges.OrderBy(range => range.First))
        {
            if (joined.Count > 0 && range.First <= joined[^1].Last + 1L)
                joined[^1] = joined[^1] with { Last = Math.Max(joined[^1].Last, range.Last) };
            else
                joined.Add(range);
        }

        return joined;
    }

    private readonly record struct Range(int First, int Last);
}
