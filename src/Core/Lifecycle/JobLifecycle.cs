using static HpcScheduler.Core.Lifecycle.JobEvent;
using static HpcScheduler.JobState;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>One row of the job's table: an event, the state before and after (null: the job does not exist), and the reason it leaves.</summary>
public readonly record struct JobTransition(JobEvent Event, JobState? From, JobState? To, string Reason = "");

/// <summary>
/// The life of a job as a table: no job changes its state by another way. docs/lifecycle.md shows the same rows with their
/// side effects, and a test compares the two. Source of the rules: scheduler reference, sections 2.2 and 3.
/// </summary>
public static class JobLifecycle
{
    /// <summary>The rows.</summary>
    public static readonly IReadOnlyList<JobTransition> Transitions =
    [
        new(Create, null, Configuring),
        new(Configure, Configuring, Configuring),
        new(Configure, Queued, Configuring),
        new(Configure, Failed, Configuring),
        new(Configure, Canceled, Configuring),
        new(Submit, Configuring, Submitted),
        new(Requeue, Failed, Submitted),
        new(Requeue, Canceled, Submitted),
        new(AskFilter, Submitted, ExternalValidation),
        new(Validate, Submitted, Validating),
        new(Validate, ExternalValidation, Validating),
        new(Accept, Validating, Queued),
        new(Reject, ExternalValidation, Failed, "the error's own"),
        new(Reject, Validating, Failed, "the error's own"),
        new(Reject, Queued, Failed, nameof(ReasonCodes.FailedByActivationFilter)),
        new(Start, Queued, Running),
        new(CompleteEmpty, Queued, Finished),
        new(FailEmpty, Queued, Failed, nameof(ReasonCodes.TaskFailure)),
        new(Complete, Running, Finishing),
        new(Fail, Running, Finishing, $"{nameof(ReasonCodes.TaskFailure)} or {nameof(ReasonCodes.NodePrepTaskFailure)} or {nameof(ReasonCodes.ResourceFailure)}"),
        new(JobEvent.FailFast, Running, Canceling, nameof(ReasonCodes.TaskFailure)),
        new(TimeOut, Running, Canceling, nameof(ReasonCodes.JobRuntimeExpired)),
        new(Hold, Running, Queued),
        new(Preempt, Running, Queued),
        new(LoseCores, Running, Queued),
        new(Retry, Running, Queued),
        new(LoseParent, Queued, Canceled, nameof(ReasonCodes.ParentJobsDeleted)),

        new(Cancel, Configuring, Canceled, nameof(ReasonCodes.CanceledByUser)),
        new(Cancel, Submitted, Canceled, nameof(ReasonCodes.CanceledByUser)),
        new(Cancel, Validating, Canceled, nameof(ReasonCodes.CanceledByUser)),
        new(Cancel, Queued, Canceled, nameof(ReasonCodes.CanceledByUser)),
        new(Cancel, Running, Canceling, nameof(ReasonCodes.CanceledByUser)),
        new(Cancel, Canceling, Canceling, nameof(ReasonCodes.CanceledByUser)),
        new(Cancel, Finishing, Canceling, nameof(ReasonCodes.CanceledByUser)),

        new(CancelForce, Configuring, Canceled, nameof(ReasonCodes.CanceledByUser)),
        new(CancelForce, Submitted, Canceled, nameof(ReasonCodes.CanceledByUser)),
        new(CancelForce, Validating, Canceled, nameof(ReasonCodes.CanceledByUser)),
        new(CancelForce, Queued, Canceled, nameof(ReasonCodes.CanceledByUser)),
        new(CancelForce, Running, Canceling, nameof(ReasonCodes.CanceledByUser)),
        new(CancelForce, Canceling, Canceling, nameof(ReasonCodes.CanceledByUser)),
        new(CancelForce, Finishing, Canceling, nameof(ReasonCodes.CanceledByUser)),

        new(CancelGraceful, Configuring, Canceled, nameof(ReasonCodes.CanceledByUser)),
        new(CancelGraceful, Submitted, Canceled, nameof(ReasonCodes.CanceledByUser)),
        new(CancelGraceful, Validating, Canceled, nameof(ReasonCodes.CanceledByUser)),
        new(CancelGraceful, Queued, Canceled, nameof(ReasonCodes.CanceledByUser)),
        new(CancelGraceful, Running, Canceling, nameof(ReasonCodes.CanceledByUser)),
        new(CancelGraceful, Canceling, Canceling, nameof(ReasonCodes.CanceledByUser)),

        new(Finish, Queued, Finished, nameof(ReasonCodes.FinishedByUser)),
        new(Finish, Running, Finishing, nameof(ReasonCodes.FinishedByUser)),
        new(Finish, Finishing, Finishing, nameof(ReasonCodes.FinishedByUser)),
        new(FinishGraceful, Queued, Finished, nameof(ReasonCodes.FinishedByUser)),
        new(FinishGraceful, Running, Finishing, nameof(ReasonCodes.FinishedByUser)),
        new(FinishGraceful, Finishing, Finishing, nameof(ReasonCodes.FinishedByUser)),

        new(EndCanceled, Canceling, Canceled),
        new(EndFinished, Finishing, Finished),
        new(EndFailed, Finishing, Failed),
        new(EndFailed, Canceling, Failed),

        new(Expire, Finished, null),
        new(Expire, Failed, null),
        new(Expire, Canceled, null),
        new(Remove, Configuring, null),
        new(Remove, Finished, null),
        new(Remove, Failed, null),
        new(Remove, Canceled, null),
    ];

    private static readonly Dictionary<(JobEvent, JobState?), JobState?> Table =
        Transitions.ToDictionary(row => (row.Event, row.From), row => row.To);

    /// <summary>Whether a job in this state stays there until a user acts or it expires.</summary>
    public static bool IsEnded(this JobState state) => state is Finished or Failed or Canceled;

    /// <summary>Whether a job in this state holds cores.</summary>
    public static bool IsActive(this JobState state) => state is Running or Finishing or Canceling;

    /// <summary>Whether the table has a row for the event in this state.</summary>
    public static bool Allows(JobState? from, JobEvent @event) => Table.ContainsKey((@event, from));

    /// <summary>The state after the event.</summary>
    /// <exception cref="InvalidOperationException">The table has no such row: a fault of the core, as callers ask <see cref="Allows"/> first.</exception>
    public static JobState Next(JobState? from, JobEvent @event) =>
        Table.TryGetValue((@event, from), out var to) && to is { } state
            ? state
            : throw new InvalidOperationException($"A job that is {from?.ToString() ?? "new"} cannot {@event}.");
}
