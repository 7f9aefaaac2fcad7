namespace HpcScheduler.Protocol;

/// <summary>Makes a job template that says the same as another and gives the same rights. Administrators only.</summary>
/// <param name="Name">The template to copy.</param>
/// <param name="NewName">The name of the copy; one that exists is an error.</param>
public sealed record CopyJobTemplate(string Name, string NewName) : ISchedulerRequest<HpcJobTemplate>;
