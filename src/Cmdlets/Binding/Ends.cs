namespace HpcScheduler.Cmdlets;

/// <summary>Which jobs and tasks have ended.</summary>
internal static class Ends
{
    public static bool HasEnded(this HpcJob job) => job.State is JobState.Finished or JobState.Failed or JobState.Canceled;

    public static bool HasEnded(this HpcTask task) => task.State is TaskState.Finished or TaskState.Failed or TaskState.Canceled;
}
