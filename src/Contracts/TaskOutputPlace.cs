namespace HpcScheduler;

/// <summary>A place in what a task has written, between two pieces of it.</summary>
/// <param name="Instance">The run, from 1.</param>
/// <param name="Output">How many bytes of its output lie before it.</param>
/// <param name="Error">How many bytes of its error output lie before it.</param>
public sealed record TaskOutputPlace(int Instance, long Output, long Error);
