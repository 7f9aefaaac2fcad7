namespace HpcScheduler.Protocol;

/// <summary>A reply without content.</summary>
public sealed record Done;
