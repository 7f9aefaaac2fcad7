namespace HpcScheduler.Protocol;

/// <summary>Lists the job templates in the order of their names.</summary>
/// <param name="Names">These only; one that does not exist is an error. Null for all.</param>
public sealed record GetJobTemplate(IReadOnlyList<string>? Names = null) : ISchedulerQuery<HpcJobTemplate>;
