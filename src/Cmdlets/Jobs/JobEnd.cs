namespace HpcScheduler.Cmdlets;

/// <summary>Which jobs have ended.</summary>
internal static class JobEnd
{
    public static bool HasEnded(this HpcJob job) => job.State is JobState.Finished or JobState.Failed or JobState.Canceled;
}
