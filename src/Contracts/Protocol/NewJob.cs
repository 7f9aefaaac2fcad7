namespace HpcScheduler.Protocol;

/// <summary>Makes a job in state Configuring with its tasks: all of it or nothing.</summary>
/// <param name="Properties">What the user says of it.</param>
/// <param name="Tasks">Its first tasks, in this order; null for none.</param>
/// <param name="CopyOf">
/// A job, in any state, whose properties and tasks are copied; <paramref name="Properties"/> wins over them. Its owner, Administrators and JobAdministrators may.
/// Hold, progress and everything that happened to the job are not copied. Null for none.
/// </param>
public sealed record NewJob(JobProperties Properties, IReadOnlyList<TaskProperties>? Tasks = null, int? CopyOf = null) : ISchedulerRequest<HpcJob>;
