namespace HpcScheduler.Protocol;

/// <summary>Tells who may do what with a job template.</summary>
/// <param name="Name">The template.</param>
public sealed record GetJobTemplateAcl(string Name) : ISchedulerQuestion<HpcJobTemplateSecurityDescriptor>;
