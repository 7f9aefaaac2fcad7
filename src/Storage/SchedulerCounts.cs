namespace HpcScheduler.Storage;

/// <summary>How busy a scheduler is, in numbers. Names are those of <see cref="HpcSchedulerInfo"/>.</summary>
/// <param name="JobCount">Jobs there are.</param>
/// <param name="QueuedJobCount">Jobs that are Queued.</param>
/// <param name="RunningJobCount">Jobs that are Running, Finishing or Canceling.</param>
/// <param name="RunningTaskCount">Tasks whose process runs.</param>
/// <param name="CoresInUse">Cores that these jobs hold.</param>
public sealed record SchedulerCounts(int JobCount, int QueuedJobCount, int RunningJobCount, int RunningTaskCount, int CoresInUse)
{
    internal static SchedulerCounts Of(IReadOnlyList<StateCounts> states)
    {
        List<StateCounts> active = [.. states.Where(state => (state.State & JobStates.Active) != 0)];
        return new SchedulerCounts(
            states.Sum(state => state.Jobs),
            states.Where(state => state.State == JobState.Queued).Sum(state => state.Jobs),
            active.Sum(state => state.Jobs),
            active.Sum(state => state.Tasks.Running + state.Tasks.Canceling),
            active.Sum(state => state.Cores));
    }
}
