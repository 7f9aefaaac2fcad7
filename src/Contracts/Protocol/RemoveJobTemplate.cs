namespace HpcScheduler.Protocol;

/// <summary>Removes a job template that no submitted job uses. Needs the right Delete on it.</summary>
/// <param name="Name">The template.</param>
public sealed record RemoveJobTemplate(string Name) : ISchedulerRequest<Done>;
