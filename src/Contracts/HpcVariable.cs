namespace HpcScheduler;

/// <summary>A cluster property: its name and its value as text.</summary>
/// <param name="Name">The name, as the parameter of <c>Set-HpcClusterProperty</c>.</param>
/// <param name="Value">The value.</param>
public sealed record HpcVariable(string Name, string Value);
