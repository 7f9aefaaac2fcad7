namespace HpcScheduler;

/// <summary>What a command does on one of its nodes: it has written something, or it has ended there.</summary>
/// <param name="NodeName">The node.</param>
/// <param name="Output">What it has written; null when it has ended.</param>
/// <param name="Task">Its task on the node, when that has ended.</param>
public sealed record CommandNews(string NodeName, TaskOutput? Output, HpcTask? Task);
