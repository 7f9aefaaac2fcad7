using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// Something that is given for an object of a scheduler: the object itself, what is left of one that has been away (Clixml, a job of PowerShell,
/// JSON, CSV), a row that somebody made, a number or a name.
/// </summary>
/// <param name="item">What was given.</param>
internal sealed class InputItem(object item)
{
    private const string OwnNamespace = "HpcScheduler.";
    private static readonly string[] Travels = ["Deserialized.", "Selected.", "CSV:"];
    private static readonly string[] Untyped = [typeof(PSCustomObject).FullName!, typeof(object).FullName!, typeof(Hashtable).FullName!];

    private readonly PSObject _object = PSObject.AsPSObject(item);

    /// <summary>What was given, without PowerShell's wrapping.</summary>
    public object Value => _object.BaseObject;

    /// <summary>Which of the scheduler's types it is or was; null for a row without a type, and for what is no row.</summary>
    public string? Kind => TypeName is { } name && name.StartsWith(OwnNamespace, StringComparison.Ordinal) ? name[OwnNamespace.Length..] : null;

    /// <summary>Whether it has members of its own, and is or was no object of somebody else's.</summary>
    public bool IsRow => TypeName is null ? Value is PSObject or PSCustomObject or IDictionary : Kind is not null;

    /// <summary>Whether it is a node group, which has a name and a number as well.</summary>
    public bool IsGroup => Kind is null ? Has(nameof(HpcGroup.Nodes)) && Has(nameof(HpcGroup.IsBuiltIn)) : Kind == nameof(HpcGroup);

    /// <summary>The whole number that it is, as a number or as text; null if it is none.</summary>
    public int? Number => ToNumber(Value);

    /// <summary>The scheduler that it names; null if it names none.</summary>
    public string? Scheduler => Member(nameof(HpcJob.Scheduler)) is string { Length: > 0 } scheduler ? scheduler : null;

    /// <summary>The names of its members.</summary>
    public IReadOnlyCollection<string> Members => Value is IDictionary dictionary
        ? [.. dictionary.Keys.OfType<string>()]
        : [.. _object.Properties.Select(property => property.Name)];

    // What it was before it was written, read or selected from; null for what never had a type.
    private string? TypeName
    {
        get
        {
            var whole = _object.TypeNames.Count > 0 ? _object.TypeNames[0] : "";
            var name = whole;
            while (Array.Find(Travels, travel => name.StartsWith(travel, StringComparison.Ordinal)) is { } prefix)
                name = name[prefix.Length..];
            // A name that somebody gave to a row of his own says nothing.
            var isNamed = Value is PSCustomObject && name == whole && !name.StartsWith(OwnNamespace, StringComparison.Ordinal);
            return isNamed || Value is IDictionary || Array.Exists(Untyped, name.Equals) ? null : name;
        }
    }

    /// <summary>Whether it has a member of this name.</summary>
    public bool Has(string name) => Members.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The value of a member, null if there is no such member.</summary>
    public object? Member(string name)
    {
        if (Value is not IDictionary dictionary)
            return PlainValue(_object.Properties[name]?.Value);
        var key = dictionary.Keys.OfType<string>().FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase));
        return key is null ? null : PlainValue(dictionary[key]);
    }

    /// <summary>The number, from 1, in a member; null if there is none.</summary>
    public int? Positive(string name) => Member(name) is { } value && ToNumber(value) is > 0 and var number ? number : null;

    /// <summary>Whether most of its members are ones that the type has. A row without a type is known only by these.</summary>
    public bool LooksLike(Type type)
    {
        var known = Members.Count(member => type.GetProperty(member, PublicIgnoringCase) is not null);
        return 2 * known >= Members.Count;
    }

    /// <summary>What it is, for an error.</summary>
    public override string ToString() => Value switch
    {
        string text => $"'{text}'",
        _ when Kind is { } kind => IsLive ? $"{kind} '{Value}'" : kind,
        _ when IsRow => $"a row with {string.Join(", ", Members.Take(5).DefaultIfEmpty("nothing"))}{(Members.Count > 5 ? " and more" : "")}",
        IConvertible plain => $"'{plain.ToString(CultureInfo.InvariantCulture)}'",
        _ => TypeName ?? Value.GetType().FullName!,
    };

    private const System.Reflection.BindingFlags PublicIgnoringCase =
        System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.IgnoreCase;

    private bool IsLive => Value.GetType().FullName == TypeName;

    private static object? PlainValue(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    // Neither true nor Monday is a number, and 1.5 is no whole one.
    private static int? ToNumber(object value) => value switch
    {
        string text => int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number) ? number : null,
        sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal when value is not Enum => Whole(value),
        _ => null,
    };

    private static int? Whole(object value)
    {
        var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        return number is >= int.MinValue and <= int.MaxValue && double.IsInteger(number) ? (int)number : null;
    }
}
