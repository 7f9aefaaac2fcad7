using System.Globalization;

namespace HpcScheduler;

/// <summary>An attribute as it stands in a file, and what it means. What it cannot mean is an error that names it and its place.</summary>
internal sealed class XmlAttributeText(XmlInput input, string name, string value)
{
    private const int ShownLength = 80;

    public string Name => name;

    /// <summary>Whether it has a name, in letters of either case.</summary>
    public bool Is(string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>The text as it is; null for none.</summary>
    public string? Text => value.Length == 0 ? null : value;

    public int Number => Read("a whole number", text => int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture));

    public bool Truth => value.Trim() switch
    {
        "0" => false,
        "1" => true,
        var word => Read("true, false, 1 or 0", _ => bool.Parse(word)),
    };

    public TimeSpan Seconds => TimeSpan.FromSeconds(Number);

    public TimeSpan RunTime => Read("a run time ([[days:]hours:]minutes or Infinite)", text => RunTimeText.Parse(text, name));

    public int Priority => Read("a priority (a number, or a level such as Normal or Normal+5)", ExpandedPriority.Parse);

    /// <summary>A time as the reader's local time. The file has it as UTC. The first moment of all stands for none.</summary>
    public DateTime? Time
    {
        get
        {
            var time = Read("a date and time", text => DateTime.Parse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal));
            return time == DateTime.MinValue ? null : time.ToLocalTime();
        }
    }

    /// <summary>Names with commas between, where letters of either case are the same; null for none.</summary>
    public IReadOnlyList<string>? Names => List(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names with commas between, where case makes a difference; null for none.</summary>
    public IReadOnlyList<string>? ExactNames => List(StringComparer.Ordinal);

    public IReadOnlyList<int>? Numbers => ReadList<int>(
        "a list of whole numbers",
        text => [.. NameList.Items(text).Select(item => int.Parse(item, NumberStyles.Integer, CultureInfo.InvariantCulture))]);

    public IReadOnlyList<string>? Licenses => ReadList("a list of licenses (each feature:number)", text => LicenseList.Check([text]));

    public IReadOnlyList<string>? NodeOrder =>
        ReadList("an order of nodes (such as Cores,-Memory)", text => HpcScheduler.NodeOrder.Parse([text]));

    /// <summary>A word of an enumeration, in just these letters.</summary>
    public TEnum Word<TEnum>()
        where TEnum : struct, Enum =>
        Enum.GetNames<TEnum>().Contains(value, StringComparer.Ordinal)
            ? Enum.Parse<TEnum>(value)
            : throw Refuse($"one of {string.Join(", ", Enum.GetNames<TEnum>())} in just these letters");

    private IReadOnlyList<string>? List(StringComparer comparer) => ReadList("a list", text => NameList.Split([text], comparer));

    private IReadOnlyList<TItem>? ReadList<TItem>(string kind, Func<string, IReadOnlyList<TItem>> read) =>
        NameList.Items(value).Length == 0 ? null : Read(kind, read);

    private TResult Read<TResult>(string kind, Func<string, TResult> read)
    {
        try
        {
            return read(value);
        }
        catch (Exception fault) when (fault is FormatException or OverflowException or SchedulerException)
        {
            throw Refuse(kind);
        }
    }

    private SchedulerException Refuse(string kind)
    {
        var shown = value.Length <= ShownLength ? value : value[..ShownLength] + "…";
        return input.Refuse($"{name} is '{shown}', which is not {kind}");
    }
}
