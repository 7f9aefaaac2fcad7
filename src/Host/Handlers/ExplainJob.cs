using HpcScheduler.Core;
using HpcScheduler.Core.Dispatch;
using HpcScheduler.Core.Policy;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="ExplainJob"/>.</summary>
internal sealed class ExplainJobHandler(SchedulerLoop loop, HostFolder folder)
{
    public async Task<HpcJobExplanation> HandleAsync(ExplainJob request, Caller caller, CancellationToken cancellation)
    {
        var found = await loop.AskAsync(core => core.Handle(request)).ConfigureAwait(false);
        var job = found.Job;
        return new HpcJobExplanation
        {
            JobId = job.Id,
            Scheduler = folder.Path,
            Name = job.Properties.Name ?? "",
            State = job.State,
            PendingReason = job.PendingReason,
            Summary = Summary(found),
            UnitType = UnitRules.Of(job.Properties),
            MinUnits = job.MinUnits,
            MaxUnits = job.MaxUnits,
            JobsAhead = HpcList.Of(found.JobsAhead),
            JobsAheadCount = found.JobsAheadCount,
            Constraints = HpcList.Of(found.Constraints),
            Nodes = HpcList.Of(found.Nodes),
            EarliestStart = found.EarliestStart?.LocalDateTime,
            EarliestStartReason = found.EarliestStartReason,
        };
    }

    private static string Summary(Explanation found)
    {
        if (found.Summary.Length > 0)
            return found.Summary;
        var text = PendingText.Of(found.Job);
        return text.Length > 0 ? text : $"It is {found.Job.State} and waits for nothing.";
    }
}
