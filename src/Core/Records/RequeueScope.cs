namespace HpcScheduler.Core.Records;

/// <summary>Which tasks of a job that was submitted go to the queue again.</summary>
public enum RequeueScope
{
    /// <summary>Those that have ended and did not finish; one that waits is left as it is.</summary>
    EndedTasks = 0,

    /// <summary>All that did not finish: the job is queued again.</summary>
    AllTasks = 1,

    /// <summary>None but those that have been queued again by themselves.</summary>
    ChosenTasks = 2,
}
