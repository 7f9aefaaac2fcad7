namespace HpcScheduler.Protocol;

/// <summary>Follows a command on all its nodes: what it writes, as it writes it, and how it ended on each.</summary>
/// <param name="JobId">The command job.</param>
public sealed record ReceiveCommand(int JobId) : ISchedulerQuery<CommandNews>;
