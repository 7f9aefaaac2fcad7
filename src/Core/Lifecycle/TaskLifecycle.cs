using static HpcScheduler.Core.Lifecycle.TaskEvent;
using static HpcScheduler.TaskState;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>One row of the task's table: an event, the state before and after (null: the task does not exist), and the reason it leaves.</summary>
public readonly record struct TaskTransition(TaskEvent Event, TaskState? From, TaskState To, string Reason = "");

/// <summary>
/// The life of a task as a table: no task changes its state by another way. docs/lifecycle.md shows the same rows with their
/// side effects, and a test compares the two. Source of the rules: scheduler reference, sections 2.3 and 3.
/// </summary>
public static class TaskLifecycle
{
    /// <summary>The rows.</summary>
    public static readonly IReadOnlyList<TaskTransition> Transitions =
    [
        new(Add, null, Configuring),
        new(Configure, Queued, Configuring),
        new(Configure, Failed, Configuring),
        new(Configure, Canceled, Configuring),
        new(Submit, Configuring, Submitted),
        new(Validate, Submitted, Validating),
        new(Accept, Validating, Queued),
        new(Reject, Validating, Failed, nameof(ReasonCodes.TaskFailedOnJobValidationFault)),

        new(TaskEvent.Dispatch, Queued, Dispatching),
        new(Started, Dispatching, Running),
        new(ExitValid, Dispatching, Finished),
        new(ExitValid, Running, Finished),
        new(ExitInvalid, Dispatching, Failed, nameof(ReasonCodes.TaskExecutionFailure)),
        new(ExitInvalid, Running, Failed, nameof(ReasonCodes.TaskExecutionFailure)),
        new(ExitInvalidAndRerun, Dispatching, Queued),
        new(ExitInvalidAndRerun, Running, Queued),
        new(StartFailed, Dispatching, Failed, "the failure's own"),
        new(StartFailed, Running, Failed, "the failure's own"),
        new(StartFailedAndRerun, Dispatching, Queued),
        new(StartFailedAndRerun, Running, Queued),
        new(Lost, Dispatching, Failed, nameof(ReasonCodes.ProcessDead)),
        new(Lost, Running, Failed, nameof(ReasonCodes.ProcessDead)),
        new(LostAndRerun, Dispatching, Queued),
        new(LostAndRerun, Running, Queued),
        new(TaskEvent.NotStarted, Dispatching, Queued),
        new(TaskEvent.NotStarted, Running, Queued),
        new(FailDependency, Queued, Failed, nameof(ReasonCodes.FailDependentTasks)),
        new(TimeOut, Running, Canceling),

        new(Cancel, Configuring, Canceled, nameof(ReasonCodes.CanceledByUser)),
        new(Cancel, Submitted, Canceled, nameof(ReasonCodes.CanceledByUser)),
        new(Cancel, Queued, Canceled, nameof(ReasonCodes.CanceledByUser)),
        new(Cancel, Dispatching, Canceling),
        new(Cancel, Running, Canceling),
        new(Cancel, Canceling, Canceling),
        new(Cancel, Finishing, Canceling),
        new(Finish, Dispatching, Finishing),
        new(Finish, Running, Finishing),
        new(Finish, Finishing, Finishing),
        new(Stopped, Canceling, Failed, $"{nameof(ReasonCodes.TasksJobCanceled)} or {nameof(ReasonCodes.TaskCanceledDuringExecution)} or {nameof(ReasonCodes.TaskRuntimeExpired)} or {nameof(ReasonCodes.TasksPreempted)} or {nameof(ReasonCodes.NodeUnreachable)} or {nameof(ReasonCodes.TaskNodeNotUsable)}"),
        new(Stopped, Finishing, Finished, nameof(ReasonCodes.TaskFinishedDuringExecution)),
        new(Withdrawn, Canceling, Queued),
        new(Withdrawn, Finishing, Queued),
        new(TaskEvent.Restart, Dispatching, Canceling),
        new(TaskEvent.Restart, Running, Canceling),
        new(TaskEvent.Preempt, Dispatching, Canceling),
        new(TaskEvent.Preempt, Running, Canceling),
        new(TaskEvent.LeaveNode, Dispatching, Canceling),
        new(TaskEvent.LeaveNode, Running, Canceling),
        new(StoppedToRestart, Canceling, Queued),
        new(Drop, Configuring, Canceled, nameof(ReasonCodes.TaskCanceledBeforeAssignment)),
        new(Drop, Queued, Canceled, nameof(ReasonCodes.TaskCanceledBeforeAssignment)),

        new(Requeue, Configuring, Queued),
        new(Requeue, Queued, Queued),
        new(Requeue, Failed, Queued),
        new(Requeue, Canceled, Queued),
        new(Renew, Finished, Queued),
        new(Renew, Failed, Queued),
        new(Renew, Canceled, Queued),
        new(Replace, Failed, Canceled, nameof(ReasonCodes.TaskCanceledOnJobRequeue)),

        new(SubTaskStarted, Queued, Running),
        new(SubTasksWait, Running, Queued),
        new(SubTasksFinished, Running, Finished),
        new(SubTasksFinished, Finishing, Finished),
        new(SubTasksFailed, Running, Failed, nameof(ReasonCodes.TaskFailure)),
        new(SubTasksCanceled, Configuring, Canceled, nameof(ReasonCodes.CanceledByUser) + " or " + nameof(ReasonCodes.TasksJobCanceled)),
        new(SubTasksCanceled, Queued, Canceled, nameof(ReasonCodes.CanceledByUser) + " or " + nameof(ReasonCodes.TasksJobCanceled)),
        new(SubTasksCanceled, Running, Canceled, nameof(ReasonCodes.CanceledByUser) + " or " + nameof(ReasonCodes.TasksJobCanceled)),
        new(SubTasksCanceled, Finishing, Canceled, nameof(ReasonCodes.CanceledByUser) + " or " + nameof(ReasonCodes.TasksJobCanceled)),
        new(SubTasksCanceled, Canceling, Canceled, nameof(ReasonCodes.CanceledByUser) + " or " + nameof(ReasonCodes.TasksJobCanceled)),
    ];

    private static readonly Dictionary<(TaskEvent, TaskState?), TaskState> Table =
        Transitions.ToDictionary(row => (row.Event, row.From), row => row.To);

    /// <summary>Whether a task in this state stays there until a user acts.</summary>
    public static bool IsEnded(this TaskState state) => state is Finished or Failed or Canceled;

    /// <summary>Whether a task in this state holds cores: it has a process, is about to have one, or had one that may still be there.</summary>
    public static bool IsActive(this TaskState state) => state is Dispatching or Running or Finishing or Canceling;

    /// <summary>Whether the table has a row for the event in this state.</summary>
    public static bool Allows(TaskState? from, TaskEvent @event) => Table.ContainsKey((@event, from));

    /// <summary>The state after the event.</summary>
    /// <exception cref="InvalidOperationException">The table has no such row: a fault of the core, as callers ask <see cref="Allows"/> first.</exception>
    public static TaskState Next(TaskState? from, TaskEvent @event) =>
        Table.TryGetValue((@event, from), out var to)
            ? to
            : throw new InvalidOperationException($"A task that is {from?.ToString() ?? "new"} cannot {@event}.");
}
