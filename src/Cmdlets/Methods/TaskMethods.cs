using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// The methods that a task has in PowerShell (views/HpcScheduler.Types.ps1xml). Each goes to the task's own scheduler, throws what it
/// refuses, and leaves the object as the task is then. None waits for what it asked for.
/// </summary>
public static class TaskMethods
{
    /// <summary>Reads the task anew.</summary>
    public static void Refresh(PSObject instance)
    {
        var task = Task(instance);
        int? subTaskId = task.SubTaskId == 0 ? null : task.SubTaskId;
        Snapshot.Renew(task, new OwnScheduler(task.Scheduler).Find(new GetTask(task.JobId, task.TaskId, subTaskId, null)));
    }

    /// <summary>Queues the task again, unless somebody did since it was read and it is on its way.</summary>
    public static void Requeue(PSObject instance)
    {
        var task = Task(instance);
        var known = task.RequeueCount;
        Refresh(instance);
        // Scripts do this to each failed task of a list. A sweep among them takes its sub-tasks along, which follow in the list.
        if (task.RequeueCount > known && task.State is not (TaskState.Failed or TaskState.Canceled))
            return;
        new OwnScheduler(task.Scheduler).Send(new RestartTask(task.JobId, task.TaskId, task.SubTaskId, Failed: false));
        Refresh(instance);
    }

    /// <summary>Cancels the task.</summary>
    public static void Cancel(PSObject instance)
    {
        var task = Task(instance);
        var request = new StopTask(task.JobId, task.TaskId, task.SubTaskId, "", Force: false, Finish: false);
        Snapshot.Renew(task, new OwnScheduler(task.Scheduler).Send(request));
    }

    /// <summary>Submits the task.</summary>
    public static void Submit(PSObject instance)
    {
        var task = Task(instance);
        Snapshot.Renew(task, new OwnScheduler(task.Scheduler).Send(new SubmitTask(task.JobId, task.TaskId)));
    }

    private static HpcTask Task(PSObject instance) => (HpcTask)instance.BaseObject;
}
