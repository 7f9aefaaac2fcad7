namespace HpcScheduler.Protocol;

/// <summary>Adds tasks to a job, all of them or, where one is not allowed, none.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Tasks">At least one.</param>
public sealed record AddTask(int JobId, IReadOnlyList<TaskProperties> Tasks) : ISchedulerRequest<AddTaskReply>;

/// <summary>What <see cref="AddTask"/> did.</summary>
/// <param name="Job">The job after it.</param>
/// <param name="TaskIds">The numbers of the new tasks, in the order given.</param>
public sealed record AddTaskReply(HpcJob Job, IReadOnlyList<int> TaskIds);
