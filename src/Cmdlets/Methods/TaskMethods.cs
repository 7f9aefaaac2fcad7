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

    /// <summary>Queues the task again.</summary>
    public static void Requeue(PSObject instance)
    {
        var task = Task(instance);
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
