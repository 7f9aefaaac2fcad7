namespace HpcScheduler;

/// <summary>
/// Custom properties: each name=value, several in one text with semicolons between. Names are the same in letters of either case and
/// keep those of their first definition; of several values the last one counts. An empty value takes the property away.
/// </summary>
public static class CustomPropertyList
{
    /// <summary>Reads what a user gave: one name=value for each property, those with an empty value among them.</summary>
    /// <exception cref="SchedulerException">
    /// <see cref="SchedulerErrors.InvalidCustomProperties"/>, <see cref="SchedulerErrors.CustomPropertyNameTooLong"/>,
    /// <see cref="SchedulerErrors.CustomPropertyValueTooLong"/>.
    /// </exception>
    public static IReadOnlyList<string> Parse(IReadOnlyList<string> texts) => ToList(Read(texts));

    /// <summary>What was said before with what is said now, without what an empty value takes away.</summary>
    /// <exception cref="SchedulerException">As <see cref="Parse"/>.</exception>
    public static IReadOnlyList<string> Merge(IReadOnlyList<string>? before, IReadOnlyList<string>? now) =>
        ToList(Read([.. before ?? [], .. now ?? []]).Where(property => property.Value.Length > 0));

    /// <summary>What is wrong with the form of a name and a value; null if nothing is.</summary>
    internal static string? Fault(string name, string value)
    {
        if (name.Length == 0)
            return "it has no name";
        foreach (var letter in name)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '_')
                return $"its name has the character '{letter}'";
        }

        return value.AsSpan().ContainsAny('=', ';') ? "its value has an equals sign or a semicolon" : null;
    }

    private static OrderedDictionary<string, string> Read(IEnumerable<string> texts)
    {
        var properties = new OrderedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in texts.SelectMany(text => text.Split(';')))
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                throw new SchedulerException(SchedulerErrors.InvalidCustomProperties, text, text, "it has no equals sign");
            var (name, value) = (text[..equals], text[(equals + 1)..]);
            Check(text, name, value);
            properties[name] = value;
        }

        return properties;
    }

    private static void Check(string text, string name, string value)
    {
        if (Fault(name, value) is { } why)
            throw new SchedulerException(SchedulerErrors.InvalidCustomProperties, text, text, why);
        if (name.Length > Limits.CustomPropertyName)
            throw new SchedulerException(SchedulerErrors.CustomPropertyNameTooLong, name, name.Length, Limits.CustomPropertyName);
        var length = value.EnumerateRunes().Count();
        if (length > Limits.CustomPropertyValue)
            throw new SchedulerException(SchedulerErrors.CustomPropertyValueTooLong, name, name, length, Limits.CustomPropertyValue);
    }

    private static string[] ToList(IEnumerable<KeyValuePair<string, string>> properties) =>
        [.. properties.Select(property => $"{property.Key}={property.Value}")];
}
