namespace HpcScheduler.Core.Lifecycle;

/// <summary>What can happen to a job. The rows of docs/lifecycle.md bear these names.</summary>
public enum JobEvent
{
    /// <summary>A user makes it.</summary>
    Create,

    /// <summary>A user changes a property that can only be changed before submission.</summary>
    Configure,

    /// <summary>A user submits it.</summary>
    Submit,

    /// <summary>A user queues it again.</summary>
    Requeue,

    /// <summary>The administrator's program is asked about it.</summary>
    AskFilter,

    /// <summary>Its checks begin.</summary>
    Validate,

    /// <summary>It is valid.</summary>
    Accept,

    /// <summary>It is not valid, or the administrator's program does not let it pass.</summary>
    Reject,

    /// <summary>It gets its minimum of cores.</summary>
    Start,

    /// <summary>It is Queued and has no task to run.</summary>
    CompleteEmpty,

    /// <summary>It is Queued, has no task to run, and at least one has failed.</summary>
    FailEmpty,

    /// <summary>Its last task ended and none failed.</summary>
    Complete,

    /// <summary>Its last task ended and at least one failed.</summary>
    Fail,

    /// <summary>A task failed whose failure fails the job at once.</summary>
    FailFast,

    /// <summary>Its run time is over.</summary>
    TimeOut,

    /// <summary>It was put on hold while it ran, and what ran has ended.</summary>
    Hold,

    /// <summary>It gave its cores to a job of higher priority, and nothing of it runs any more.</summary>
    Preempt,

    /// <summary>It has less than its minimum, cannot get it back, and nothing of it runs any more.</summary>
    LoseCores,

    /// <summary>What it runs on failed before its tasks could start, and it may be tried again.</summary>
    Retry,

    /// <summary>A parent job was deleted that had not finished.</summary>
    LoseParent,

    /// <summary>A user cancels it.</summary>
    Cancel,

    /// <summary>A user cancels it by force.</summary>
    CancelForce,

    /// <summary>A user cancels it and lets running tasks end.</summary>
    CancelGraceful,

    /// <summary>A user finishes it.</summary>
    Finish,

    /// <summary>A user finishes it and lets running tasks end.</summary>
    FinishGraceful,

    /// <summary>Nothing of a job that is to be Canceled runs any more.</summary>
    EndCanceled,

    /// <summary>Nothing of a job that is to be Finished runs any more.</summary>
    EndFinished,

    /// <summary>Nothing of a job that is to be Failed runs any more.</summary>
    EndFailed,

    /// <summary>TtlCompletedJobs has passed since its end.</summary>
    Expire,

    /// <summary>A user deletes it.</summary>
    Remove,
}
