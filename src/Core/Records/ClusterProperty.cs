using System.Globalization;

namespace HpcScheduler.Core.Records;

/// <summary>
/// One cluster property: its name, what its value may be, and what it is unless somebody says otherwise. Values are text; one without a
/// default is empty until it is set, and empty takes it back.
/// </summary>
public sealed record ClusterProperty
{
    private const int MaximumText = 4000;

    private readonly Func<string, object?> _read;

    private ClusterProperty(string name, object @default, string allowed, Func<string, object?> read)
    {
        (Name, Default, Allowed) = (name, @default, @default is "" ? allowed + ", or empty for none" : allowed);
        _read = @default is "" ? text => text.Length == 0 ? "" : read(text) : read;
    }

    /// <summary>The name, as the parameter of <c>Set-HpcClusterProperty</c> if there is one.</summary>
    public string Name { get; }

    /// <summary>A number, a truth value, a word of an enumeration, or text.</summary>
    public object Default { get; }

    /// <summary>What is allowed, in words.</summary>
    public string Allowed { get; }

    /// <summary>What it is there for.</summary>
    public ClusterPropertySet Set { get; init; }

    /// <summary>Whether anything of this scheduler goes by it. One without effect is kept all the same, because scripts set it.</summary>
    public bool HasEffect { get; init; } = true;

    /// <summary>A whole number.</summary>
    public static ClusterProperty Number(string name, int? @default = null, int minimum = 0, int maximum = int.MaxValue) => new(
        name, @default is { } number ? number : "", $"a whole number from {Text(minimum)} to {Text(maximum)}",
        text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum
            ? value
            : null);

    /// <summary>True or False. Empty, as some were kept that had no default once, is the default.</summary>
    public static ClusterProperty Truth(string name, bool @default) =>
        new(name, @default, "True or False", text => text.Length == 0 ? @default : bool.TryParse(text, out var value) ? value : null);

    /// <summary>A word of an enumeration, in letters of either case.</summary>
    /// <param name="name">The name.</param>
    /// <param name="default">The word unless somebody says otherwise; null for none.</param>
    /// <param name="aliases">Other words, and what they stand for.</param>
    public static ClusterProperty Word<TEnum>(string name, TEnum? @default, params (string Word, TEnum Value)[] aliases)
        where TEnum : struct, Enum
    {
        var words = Enum.GetNames<TEnum>().Select(word => (Word: word, Value: Enum.Parse<TEnum>(word))).Concat(aliases).ToList();
        return new(name, @default is { } value ? value : "", string.Join(", ", Enum.GetNames<TEnum>()), text =>
            words.FindIndex(word => word.Word.Equals(text, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index ? words[index].Value : null);
    }

    /// <summary>One of a few words, in letters of either case.</summary>
    public static ClusterProperty Choice(string name, string @default, params string[] words) => new(
        name, @default, string.Join(", ", words), text => Array.Find(words, word => word.Equals(text, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Some of a few words, separated by commas, in letters of either case.</summary>
    public static ClusterProperty Words(string name, params string[] words) => new(name, "", "of " + string.Join(", ", words), text =>
    {
        var said = text.Split(',', StringSplitOptions.TrimEntries)
            .Select(said => Array.Find(words, word => word.Equals(said, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        return said.Contains(null) ? null : string.Join(',', said.Distinct());
    });

    /// <summary>The absolute path of a program.</summary>
    public static ClusterProperty Program(string name) =>
        new(name, "", "the absolute path of a program", text => Path.IsPathFullyQualified(text) && HasNoNull(text) ? text : null);

    /// <summary>Any text.</summary>
    public static ClusterProperty Text(string name) => new(name, "", $"text of at most {Text(MaximumText)} characters", text => IsText(text) ? text : null);

    /// <summary>Text that is of a form.</summary>
    public static ClusterProperty Text(string name, string allowed, Func<string, bool> isAllowed) =>
        new(name, "", allowed, text => IsText(text) && isAllowed(text) ? text : null);

    /// <summary>Reads a value.</summary>
    /// <exception cref="SchedulerException">HpcValueOutOfRange: it names what is allowed.</exception>
    public object Read(string text) =>
        _read(text) ?? throw new SchedulerException(SchedulerErrors.ValueOutOfRange, text, Name, text, Allowed);

    /// <summary>A value as text.</summary>
    public static string Write(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static bool IsText(string text) => text.Length <= MaximumText && HasNoNull(text);

    private static bool HasNoNull(string text) => !text.Contains('\0', StringComparison.Ordinal);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
