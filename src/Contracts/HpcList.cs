using System.Globalization;

namespace HpcScheduler;

/// <summary>
/// The values of a property that are a list to those who take them for one, and the text that HPC Pack has in its place to those who take them for
/// that: the values with commas between. Two with the same values in the same order are equal.
/// </summary>
/// <typeparam name="T">The type of a value.</typeparam>
public sealed class HpcList<T> : List<T>, IEquatable<HpcList<T>>
{
    /// <summary>A list without values.</summary>
    public HpcList()
    {
    }

    /// <summary>A list of these values; PowerShell makes one of an array or of a single value by it.</summary>
    public HpcList(IEnumerable<T> collection)
        : base(collection)
    {
    }

    /// <summary>
    /// A list of what a text says: of numbers or words with commas between, or of the text itself where the values are texts, which may hold commas.
    /// </summary>
    /// <exception cref="FormatException">A part is no value of the type.</exception>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1000", Justification = "PowerShell makes a list of a text by this name.")]
    public static HpcList<T> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text is T whole)
            return [whole];
        return [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Value)];
    }

    /// <summary>The parts of the text.</summary>
    /// <param name="separator">What stands between; white space if none is given.</param>
    public string[] Split(params char[] separator) => ToString().Split(separator);

    /// <summary>The parts of the text.</summary>
    /// <param name="separator">What stands between.</param>
    /// <param name="options">Whether empty parts are left out, and white space around them.</param>
    public string[] Split(string separator, StringSplitOptions options = StringSplitOptions.None) => ToString().Split(separator, options);

    /// <summary>The parts of the text.</summary>
    /// <param name="separator">What stands between.</param>
    /// <param name="options">Whether empty parts are left out, and white space around them.</param>
    public string[] Split(char[] separator, StringSplitOptions options) => ToString().Split(separator, options);

    /// <inheritdoc/>
    public bool Equals(HpcList<T>? other) => other is not null && this.SequenceEqual(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as HpcList<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var value in this)
            hash.Add(value);
        return hash.ToHashCode();
    }

    /// <summary>The values with commas between.</summary>
    public override string ToString() => string.Join(',', this.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));

    private static T Value(string part) =>
        typeof(T).IsEnum ? (T)Enum.Parse(typeof(T), part, ignoreCase: true) : (T)Convert.ChangeType(part, typeof(T), CultureInfo.InvariantCulture);
}

/// <summary>Makes lists of other lists.</summary>
public static class HpcList
{
    /// <summary>A list of the values; without any where there are none.</summary>
    public static HpcList<T> Of<T>(IReadOnlyList<T>? values) => values is null or { Count: 0 } ? [] : new(values);
}
