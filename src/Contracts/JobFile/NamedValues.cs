namespace HpcScheduler;

/// <summary>
/// The environment variables or the custom properties of a job or task: elements with a Name and a Value each, in memory name=value.
/// Spaces around a value are taken off and an empty value drops its name, unless the file asks to keep spaces. Of several values of a
/// name the last one counts.
/// </summary>
internal sealed class NamedValues
{
    private readonly string[] _elements;
    private readonly string _kind;
    private readonly Func<string, string, string?> _fault;
    private readonly OrderedDictionary<string, string> _values;

    private NamedValues(string[] elements, string kind, StringComparer names, Func<string, string, string?> fault)
    {
        _elements = elements;
        _kind = kind;
        _fault = fault;
        _values = new(names);
    }

    /// <summary>Each as name=value, in the order of the file; null for none.</summary>
    public IReadOnlyList<string>? Texts => _values.Count == 0 ? null : [.. _values.Select(value => $"{value.Key}={value.Value}")];

    /// <summary>Environment variables, none read yet. One that keeps its empty value unsets the variable.</summary>
    public static NamedValues Variables() =>
        new([JobXml.EnvironmentVariables], JobXml.Variable, StringComparer.Ordinal, VariableFault);

    /// <summary>Custom properties, none read yet.</summary>
    public static NamedValues Terms() =>
        new([JobXml.ExtendedTerms, JobXml.CustomProperties], JobXml.Term, StringComparer.OrdinalIgnoreCase, CustomPropertyList.Fault);

    /// <summary>Writes environment variables, each given as name=value.</summary>
    public static void WriteVariables(XmlOutput output, IReadOnlyList<string> texts) =>
        Write(output, JobXml.EnvironmentVariables, JobXml.Variable, texts);

    /// <summary>Writes custom properties, each given as name=value.</summary>
    public static void WriteTerms(XmlOutput output, IReadOnlyList<string> texts) =>
        Write(output, JobXml.ExtendedTerms, JobXml.Term, texts);

    /// <summary>Reads what is in the element that was reached if it holds such values.</summary>
    public void Read(XmlInput input)
    {
        if (!_elements.Contains(input.Name, StringComparer.Ordinal))
            return;
        foreach (var element in input.Children())
        {
            if (element == _kind)
                ReadOne(input);
        }
    }

    private void ReadOne(XmlInput input)
    {
        var name = "";
        string? value = null;
        foreach (var element in input.Children())
        {
            if (element == JobXml.Name)
                name = input.Content().Text.Trim();
            else if (element == JobXml.Value)
                value = ReadValue(input);
        }

        if (value is null)
            return;
        if (_fault(name, value) is { } why)
            throw input.Refuse($"{_kind} '{name}' is not allowed: {why}");
        _values[name] = value;
    }

    private static string? ReadValue(XmlInput input)
    {
        var (text, keepsSpaces) = input.Content();
        if (keepsSpaces)
            return text;
        return text.Trim() is { Length: > 0 } value ? value : null;
    }

    private static string? VariableFault(string name, string value)
    {
        if (name.Length == 0)
            return "it has no name";
        return name.Contains('=', StringComparison.Ordinal) ? "its name has an equals sign" : null;
    }

    private static void Write(XmlOutput output, string element, string kind, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
            return;
        output.Start(element);
        foreach (var text in texts)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            output.Start(kind);
            output.Text(JobXml.Name, text[..equals]);
            output.Text(JobXml.Value, text[(equals + 1)..]);
            output.End();
        }

        output.End();
    }
}
