using HpcScheduler.Core;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="GetScheduler"/>.</summary>
internal sealed class GetSchedulerHandler(SchedulerLoop loop, StoreReader reader, HostFolder folder, string engine)
{
    private readonly DateTime _start = DateTime.Now;

    public Task<HpcSchedulerInfo> HandleAsync(GetScheduler request, Caller caller, CancellationToken cancellation) =>
        Task.FromResult(Describe());

    /// <summary>The host as it is now.</summary>
    public HpcSchedulerInfo Describe()
    {
        var counts = reader.Count();
        return new HpcSchedulerInfo
        {
            Path = folder.Path,
            Socket = folder.Socket,
            ProcessId = Environment.ProcessId,
            Version = VersionVerb.Version,
            Engine = engine,
            StartTime = _start,
            NodeName = loop.HeadNodeName,
            Cores = loop.Nodes.Sum(node => node.UsableCores),
            CoresInUse = counts.CoresInUse,
            JobCount = counts.JobCount,
            QueuedJobCount = counts.QueuedJobCount,
            RunningJobCount = counts.RunningJobCount,
            RunningTaskCount = counts.RunningTaskCount,
        };
    }
}
