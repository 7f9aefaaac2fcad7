using System.Collections.Frozen;

namespace HpcScheduler;

/// <summary>The attributes of an element: each a row, those that are written in the order of writing.</summary>
/// <typeparam name="TProperties">What reading makes.</typeparam>
/// <typeparam name="TWritten">What is written.</typeparam>
internal sealed class XmlAttributeTable<TProperties, TWritten>(params XmlAttributeTable<TProperties, TWritten>.Row[] rows)
{
    // Names in a file may have letters of either case.
    private readonly FrozenDictionary<string, Func<TProperties, XmlAttributeText, TProperties>> _readers = rows
        .Where(row => row.Read is not null)
        .ToFrozenDictionary(row => row.Name, row => row.Read!, StringComparer.OrdinalIgnoreCase);

    /// <summary>What was said before with what an attribute says; an unknown one says nothing.</summary>
    public TProperties Read(TProperties before, XmlAttributeText attribute) =>
        _readers.TryGetValue(attribute.Name, out var read) ? read(before, attribute) : before;

    /// <summary>Writes the attributes that have a value.</summary>
    public void Write(XmlOutput output, TWritten written)
    {
        foreach (var row in rows)
        {
            if (row.Write?.Invoke(written) is { Length: > 0 } text)
                output.Attribute(row.Name, text);
        }
    }

    /// <summary>An attribute. Without a reader it is only written, without a writer only read.</summary>
    /// <param name="Name">As it is written.</param>
    /// <param name="Read">Puts its value into what was said before.</param>
    /// <param name="Write">Its text; null or empty where there is nothing to write.</param>
    internal sealed record Row(
        string Name,
        Func<TProperties, XmlAttributeText, TProperties>? Read = null,
        Func<TWritten, string?>? Write = null);
}
