using HpcScheduler.Protocol;

namespace HpcScheduler;

/// <content>
/// What scripts for HPC Pack call on a job. Each goes to the job's own scheduler, throws what it refuses, and leaves the object as the job is then.
/// None waits for what it asked for.
/// </content>
public sealed partial record HpcJob
{
    /// <summary>Reads the job anew.</summary>
    /// <exception cref="SchedulerException">The job is gone, or its scheduler was not reached.</exception>
    public void Refresh() => SchedulerLink.Renew(this, SchedulerLink.From(Scheduler, this).Find(Scheduler, new GetJob { Ids = [Id] }));

    /// <summary>Queues the job again, which is Canceled or Failed.</summary>
    /// <exception cref="SchedulerException">What the scheduler refused.</exception>
    public void Requeue() => Ask(new RestartJob(Id));

    /// <summary>Submits the job.</summary>
    /// <exception cref="SchedulerException">What the scheduler refused.</exception>
    public void Submit() => Ask(new SubmitJob(Id));

    /// <summary>Cancels the job.</summary>
    /// <exception cref="SchedulerException">What the scheduler refused.</exception>
    public void Cancel() => Ask(new StopJob(Id, "", Force: false, Graceful: false, Finish: false));

    /// <summary>Ends the job as Finished.</summary>
    /// <exception cref="SchedulerException">What the scheduler refused.</exception>
    public void Finish() => Ask(new StopJob(Id, "", Force: false, Graceful: false, Finish: true));

    private void Ask(ISchedulerRequest<HpcJob> request) => SchedulerLink.Renew(this, SchedulerLink.From(Scheduler, this).Send(Scheduler, request));
}
