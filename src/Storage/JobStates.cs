namespace HpcScheduler.Storage;

/// <summary>The states of a job that reads ask for together.</summary>
public static class JobStates
{
    /// <summary>The job is over.</summary>
    public const JobState Ended = JobState.Finished | JobState.Failed | JobState.Canceled;

    /// <summary>The job holds resources.</summary>
    public const JobState Active = JobState.Running | JobState.Finishing | JobState.Canceling;
}
