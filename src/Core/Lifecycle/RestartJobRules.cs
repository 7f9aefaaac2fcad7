using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Queues a Canceled or Failed job again (scheduler reference, section 3.5).</summary>
internal static class RestartJobRules
{
    public static (JobRecord Job, SchedulerException? Error) Handle(Turn turn, RestartJob request, Caller caller)
    {
        var job = turn.Job(request.Id);
        Permissions.Check<RestartJob>(caller, job.Record, "queue again");
        if (!JobLifecycle.Allows(job.Record.State, JobEvent.Requeue))
            throw new SchedulerException(SchedulerErrors.JobNotRestartable, request.Id, request.Id, job.Record.State);
        SubmitJobRules.RefuseSurvivors(turn, request.Id);
        Admission.CheckSubmission(turn.Ledger.ClusterProperties, request.Id);
        JobTemplateRules.Admit(turn, job, caller);
        return SubmitJobRules.Submit(turn, job, JobEvent.Requeue);
    }
}
