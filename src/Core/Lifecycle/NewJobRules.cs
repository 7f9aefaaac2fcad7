using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>Makes a job (scheduler reference, section 2.2, J1 and J2).</summary>
internal static class NewJobRules
{
    public static JobRecord Handle(Turn turn, NewJob request, Caller caller)
    {
        JobPropertyRules.Check(request.Properties, turn.Now);
        var properties = JobPropertyRules.Merge(new JobProperties(), request.Properties);
        var (minimum, maximum) = JobPropertyRules.Cores(properties, []);
        var job = new JobRecord
        {
            Id = turn.Ledger.LastJobId + 1,
            Owner = caller.Name,
            Properties = properties,
            State = JobLifecycle.Next(null, JobEvent.Create),
            PreviousState = JobState.Configuring,
            CreateTime = turn.Now,
            ChangeTime = turn.Now,
            HoldUntil = JobPropertyRules.Hold(request.Properties),
            MinCores = minimum,
            MaxCores = maximum,
        };
        turn.Ledger.SetLastJobId(job.Id);
        turn.Ledger.Put(job);
        return job;
    }
}
