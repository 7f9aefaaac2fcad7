using HpcScheduler.Core.Records;

namespace HpcScheduler.Storage;

/// <summary>The jobs in one state: how many they are, what their tasks are, and what they hold.</summary>
/// <param name="State">The state.</param>
/// <param name="Jobs">Jobs in it.</param>
/// <param name="Tasks">All tasks of these jobs by state, each sub-task counted.</param>
/// <param name="Cores">Cores that these jobs hold.</param>
public sealed record StateCounts(JobState State, int Jobs, TaskCounts Tasks, int Cores);
