using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Queues a Canceled or Failed job again (scheduler reference, section 3.5).</summary>
internal static class RestartJobRules
{
    public static (JobRecord Job, SchedulerException? Error) Handle(Turn turn, RestartJob request, Caller caller)
    {
        var record = turn.Record(request.Id);
        Permissions.Check<RestartJob>(caller, record, "queue again");
        if (!JobLifecycle.Allows(record.State, JobEvent.Requeue))
            throw new SchedulerException(SchedulerErrors.JobNotRestartable, request.Id, request.Id, record.State);
        SubmitJobRules.RefuseSurvivors(turn, request.Id);
        Admission.CheckSubmission(turn.Ledger.ClusterProperties, request.Id);
        var job = turn.Job(request.Id);
        JobTemplateRules.Admit(turn, job, caller);
        return SubmitJobRules.Submit(turn, job, JobEvent.Requeue);
    }
}
