using System.Globalization;

namespace HpcScheduler.Host.Demo;

/// <summary>A table as text: a column is as wide as its longest value.</summary>
internal static class AlignedText
{
    private const string Gap = "  ";

    /// <summary>The lines of a table with its heading.</summary>
    public static string Of(string[] heading, IEnumerable<object?[]> rows)
    {
        var lines = rows
            .Select(row => row.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "").ToArray())
            .Prepend([.. heading.Select(name => new string('-', name.Length))])
            .Prepend(heading)
            .ToList();
        var widths = heading.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        return string.Join('\n', lines.Select(line => string.Join(Gap, line.Select((text, column) => text.PadRight(widths[column]))).TrimEnd()));
    }
}
