namespace HpcScheduler.Protocol;

/// <summary>Removes a resource pool. Its jobs that have not ended go to the pool Default. Administrators only.</summary>
/// <param name="Name">The pool.</param>
/// <param name="Force">Whether job templates that name it go to the pool Default; else they are an error.</param>
public sealed record RemovePool(string Name, bool Force) : ISchedulerRequest<Done>;
