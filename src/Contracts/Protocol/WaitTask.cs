namespace HpcScheduler.Protocol;

/// <summary>
/// Follows tasks of one job: each as it is now, then again at each change, until all of them (or one, with <see cref="Any"/>) are where they
/// are waited for. Then the reply ends. An unknown task is an error. A task that waits in a job that has ended is not waited for.
/// </summary>
/// <param name="Tasks">The tasks and sub-tasks, all of one job.</param>
/// <param name="Any">End with the first task that is there.</param>
/// <param name="State">
/// The states that are waited for; null for Finished, Failed and Canceled. A task that ends in another state is not waited for any longer.
/// </param>
public sealed record WaitTask(IReadOnlyList<TaskKey> Tasks, bool Any = false, TaskState? State = null) : ISchedulerQuery<HpcTask>;
