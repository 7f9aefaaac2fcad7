namespace HpcScheduler;

/// <summary>Names of nodes or groups as users give them: in several texts, or with commas between in one.</summary>
public static class NameList
{
    /// <summary>
    /// The single names, without spaces around them, in the order given. Of names that differ only in the case of their letters the first
    /// stays.
    /// </summary>
    public static IReadOnlyList<string> Split(IReadOnlyList<string> texts) => Split(texts, StringComparer.OrdinalIgnoreCase);

    /// <summary>The single names; of those that are equal for the comparer the first stays.</summary>
    public static IReadOnlyList<string> Split(IReadOnlyList<string> texts, StringComparer comparer) =>
        [.. texts.SelectMany(Items).Distinct(comparer)];

    /// <summary>What stands between the commas of one text, without spaces around it and without what is empty.</summary>
    internal static string[] Items(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
