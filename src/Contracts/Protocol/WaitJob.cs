namespace HpcScheduler.Protocol;

/// <summary>
/// Follows jobs: each job as it is now, then again at each change, until all of them (or one, with <see cref="Any"/>) are where they are
/// waited for. Then the reply ends. An unknown job is an error. The caller stops following by closing the connection.
/// </summary>
/// <param name="Ids">The jobs.</param>
/// <param name="Any">End with the first job that is there.</param>
/// <param name="State">
/// The states that are waited for; null for Finished, Failed and Canceled. A job that ends in another state is not waited for any longer.
/// </param>
public sealed record WaitJob(IReadOnlyList<int> Ids, bool Any, JobState? State = null) : ISchedulerQuery<HpcJob>;
