using HpcScheduler.Client;

namespace HpcScheduler.Cmdlets;

/// <summary>A job of a scheduler. Two schedulers may both have a job 1.</summary>
internal readonly record struct JobRef(SchedulerClient Client, int Id);
