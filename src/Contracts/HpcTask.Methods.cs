using HpcScheduler.Protocol;

namespace HpcScheduler;

/// <content>
/// What scripts for HPC Pack call on a task. Each goes to the task's own scheduler, throws what it refuses, and leaves the object as the task is
/// then. None waits for what it asked for.
/// </content>
public sealed partial record HpcTask
{
    /// <summary>Reads the task anew.</summary>
    /// <exception cref="SchedulerException">The task is gone, or its scheduler was not reached.</exception>
    public void Refresh() => SchedulerLink.Renew(
        this, SchedulerLink.From(Scheduler, this).Find(Scheduler, new GetTask(JobId, TaskId, SubTaskId == 0 ? null : SubTaskId, null)));

    /// <summary>Queues the task again, unless somebody did since it was read and it is on its way.</summary>
    /// <exception cref="SchedulerException">What the scheduler refused.</exception>
    public void Requeue()
    {
        var known = RequeueCount;
        Refresh();
        // Scripts do this to each failed task of a list. A sweep among them takes its sub-tasks along, which follow in the list.
        if (RequeueCount > known && State is not (TaskState.Failed or TaskState.Canceled))
            return;
        SchedulerLink.From(Scheduler, this).Send(Scheduler, new RestartTask(JobId, TaskId, SubTaskId, Failed: false));
        Refresh();
    }

    /// <summary>Cancels the task.</summary>
    /// <exception cref="SchedulerException">What the scheduler refused.</exception>
    public void Cancel() => Ask(new StopTask(JobId, TaskId, SubTaskId, "", Force: false, Finish: false));

    /// <summary>Ends the task as Finished.</summary>
    /// <exception cref="SchedulerException">What the scheduler refused.</exception>
    public void Finish() => Ask(new StopTask(JobId, TaskId, SubTaskId, "", Force: false, Finish: true));

    /// <summary>Submits the task.</summary>
    /// <exception cref="SchedulerException">What the scheduler refused.</exception>
    public void Submit() => Ask(new SubmitTask(JobId, TaskId));

    private void Ask(ISchedulerRequest<HpcTask> request) => SchedulerLink.Renew(this, SchedulerLink.From(Scheduler, this).Send(Scheduler, request));
}
