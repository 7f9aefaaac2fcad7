namespace HpcScheduler.Protocol;

/// <summary>
/// Follows jobs: each job as it is now, then again at each change, until all of them (or one, with <see cref="Any"/>) have ended.
/// Then the reply ends. An unknown job is an error. The caller stops following by closing the connection.
/// </summary>
/// <param name="Ids">The jobs.</param>
/// <param name="Any">End with the first job that ends.</param>
public sealed record WaitJob(IReadOnlyList<int> Ids, bool Any) : ISchedulerQuery<HpcJob>;
