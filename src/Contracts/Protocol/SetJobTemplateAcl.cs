namespace HpcScheduler.Protocol;

/// <summary>Says who may do what with a job template. Needs the right ChangePermissions on it.</summary>
/// <param name="Name">The template.</param>
/// <param name="Sddl">Who may do what, as <see cref="JobTemplateAcl"/> reads it.</param>
public sealed record SetJobTemplateAcl(string Name, string Sddl) : ISchedulerRequest<Done>;
