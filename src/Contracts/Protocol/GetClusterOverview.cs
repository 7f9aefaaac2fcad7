namespace HpcScheduler.Protocol;

/// <summary>Asks for the nodes, cores, jobs and tasks, counted by state.</summary>
public sealed record GetClusterOverview : ISchedulerQuestion<ClusterOverview>;
