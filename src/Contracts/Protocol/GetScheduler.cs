namespace HpcScheduler.Protocol;

/// <summary>Asks the host who it is and what it does.</summary>
public sealed record GetScheduler : ISchedulerQuestion<HpcSchedulerInfo>;
