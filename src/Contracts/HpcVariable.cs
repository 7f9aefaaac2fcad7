namespace HpcScheduler;

/// <summary>A cluster property: its name and its value as text.</summary>
/// <param name="Name">The name, as the parameter of <c>Set-HpcClusterProperty</c>.</param>
/// <param name="Value">The value.</param>
[method: System.Text.Json.Serialization.JsonConstructor]
public sealed record HpcVariable(string Name, string Value) : HpcObject
{
    /// <summary>A property without a name and a value.</summary>
    public HpcVariable()
        : this("", "")
    {
    }

    /// <summary>The property's name, so that a property in a string names itself.</summary>
    public override string ToString() => Name;
}
