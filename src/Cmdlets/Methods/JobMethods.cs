using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// The methods that a job has in PowerShell (views/HpcScheduler.Types.ps1xml). Each goes to the job's own scheduler, throws what it refuses,
/// and leaves the object as the job is then.
/// </summary>
public static class JobMethods
{
    /// <summary>Reads the job anew.</summary>
    public static void Refresh(PSObject instance)
    {
        var job = Job(instance);
        Snapshot.Renew(job, new OwnScheduler(job.Scheduler).Find(new GetJob { Ids = [job.Id] }));
    }

    /// <summary>Queues the job again.</summary>
    public static void Requeue(PSObject instance)
    {
        var job = Job(instance);
        Snapshot.Renew(job, new OwnScheduler(job.Scheduler).Send(new RestartJob(job.Id)));
    }

    private static HpcJob Job(PSObject instance) => (HpcJob)instance.BaseObject;
}
