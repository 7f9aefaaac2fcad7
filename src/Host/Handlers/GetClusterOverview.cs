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
        var node = loop.Node;
        var states = reader.CountByState();
        var tasks = states.Aggregate(TaskCounts.None, (counts, state) => counts.Add(state.Tasks, 1));
        var busy = states.Sum(state => state.Cores);
        return Task.FromResult(new ClusterOverview
        {
            ClusterName = node.Name,
            Version = VersionVerb.Version,
            TotalNodeCount = 1,
            ReadyNodeCount = 1,
            TotalSocketCount = node.Sockets,
            TotalCoreCount = node.UsableCores,
            BusyCoreCount = busy,
            // Jobs that started before the node was given fewer may hold more than it has.
            IdleCoreCount = Math.Max(0, node.UsableCores - busy),
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

        int Jobs(JobState wanted) => states.Where(state => (state.State & wanted) != 0).Sum(state => state.Jobs);
    }
}
