using HpcScheduler.Core;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="GetClusterOverview"/>. All jobs and tasks are counted in one commit.</summary>
internal sealed class GetClusterOverviewHandler(SchedulerLoop loop, StoreReader reader)
{
    public Task<ClusterOverview> HandleAsync(GetClusterOverview request, Caller caller, CancellationToken cancellation)
    {
        var nodes = loop.Nodes.Where(node => node.RunsTasks).ToList();
        var held = reader.ListJobs(new JobFilter { State = JobStates.Active })
            .SelectMany(job => job.Shares)
            .GroupBy(share => share.Node, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(shares => shares.Key, shares => shares.Sum(share => share.Cores), StringComparer.OrdinalIgnoreCase);
        var states = reader.CountByState();
        var tasks = states.Aggregate(TaskCounts.None, (counts, state) => counts.Add(state.Tasks, 1));
        var busy = states.Sum(state => state.Cores);
        return Task.FromResult(new ClusterOverview
        {
            ClusterName = loop.ClusterName,
            Version = VersionVerb.Version,
            TotalNodeCount = nodes.Count,
            ReadyNodeCount = nodes.Count(node => node.State == NodeState.Online),
            DrainingNodeCount = nodes.Count(node => node.State == NodeState.Draining),
            OfflineNodeCount = nodes.Count(node => node.State == NodeState.Offline),
            TotalSocketCount = nodes.Sum(node => node.UsableSockets),
            TotalCoreCount = nodes.Sum(node => node.UsableCores),
            BusyCoreCount = busy,
            IdleCoreCount = nodes.Where(node => node.State == NodeState.Online).Sum(Free),
            OfflineCoreCount = nodes.Where(node => node.State != NodeState.Online).Sum(Free),
            TotalJobCount = states.Sum(state => state.Jobs),
            ConfiguringJobCount = Jobs(JobState.Configuring),
            SubmittedJobCount = Jobs(JobState.Submitted),
            ValidatingJobCount = Jobs(JobState.Validating | JobState.ExternalValidation),
            QueuedJobCount = Jobs(JobState.Queued),
            RunningJobCount = Jobs(JobState.Running),
            FinishingJobCount = Jobs(JobState.Finishing),
            CancelingJobCount = Jobs(JobState.Canceling),
            FinishedJobCount = Jobs(JobState.Finished),
            FailedJobCount = Jobs(JobState.Failed),
            CanceledJobCount = Jobs(JobState.Canceled),
            TotalTaskCount = tasks.Total,
            ConfiguringTaskCount = tasks.Configuring,
            QueuedTaskCount = tasks.Queued,
            DispatchingTaskCount = tasks.Dispatching,
            RunningTaskCount = tasks.Running,
            CancelingTaskCount = tasks.Canceling,
            FinishedTaskCount = tasks.Finished,
            FailedTaskCount = tasks.Failed,
            CanceledTaskCount = tasks.Canceled,
        });

        // Jobs that started before the node was given fewer may hold more than it has.
        int Free(NodeRecord node) => Math.Max(0, node.UsableCores - held.GetValueOrDefault(node.Name));

        int Jobs(JobState wanted) => states.Where(state => (state.State & wanted) != 0).Sum(state => state.Jobs);
    }
}
