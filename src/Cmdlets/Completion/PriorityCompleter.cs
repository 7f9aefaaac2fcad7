namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the five levels of priority, with their numbers.</summary>
public sealed class PriorityCompleter() : WordCompleter(
    [.. ExpandedPriority.LevelNames.Select(name => (name, $"{name} is {ExpandedPriority.Parse(name)} of {Limits.Priority}"))]);
