namespace HpcScheduler.Protocol;

/// <summary>Asks why a job waits. Of one that does not wait the reply says so.</summary>
/// <param name="Id">The job.</param>
public sealed record ExplainJob(int Id) : ISchedulerQuestion<HpcJobExplanation>;
