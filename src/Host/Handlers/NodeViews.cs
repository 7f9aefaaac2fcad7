using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Storage;

namespace HpcScheduler.Host.Handlers;

/// <summary>Nodes as users see them, with what jobs hold of them now. For one request.</summary>
internal sealed class NodeViews(SchedulerLoop loop, StoreReader reader, HostFolder folder)
{
    private IReadOnlyList<JobRecord>? _jobs;

    private IReadOnlyList<JobRecord> Jobs => _jobs ??= [.. reader.ListJobs(new JobFilter { State = JobStates.Active })];

    public HpcNode Of(NodeRecord node)
    {
        List<(int JobId, int Cores)> held = [.. Jobs
            .SelectMany(job => job.Shares.Select(share => (job.Id, share)))
            .Where(held => held.share.Node.Equals(node.Name, StringComparison.OrdinalIgnoreCase))
            .Select(held => (held.Id, held.share.Cores))];
        var isDraining = node.State == NodeState.Draining;
        var fences = loop.Fences.Where(fence => fence.Task.AllocatedNodes.Contains(node.Name, StringComparer.OrdinalIgnoreCase)).ToList();
        return new HpcNode
        {
            Name = node.Name,
            Scheduler = folder.Path,
            NodeState = StateOf(node),
            HealthState = isDraining ? NodeHealthState.Transitional : fences.Count > 0 ? NodeHealthState.Warning : NodeHealthState.OK,
            NodeHealth = isDraining ? NodeHealth.OngoingOperation : NodeHealth.OK,
            Groups = [.. loop.NodeGroups.Where(group => group.Nodes.Contains(node.Name, StringComparer.OrdinalIgnoreCase)).Select(group => group.Name)],
            NodeRole = node.Role,
            IsHeadNode = node.IsDiscovered,
            Description = node.Description,
            Location = node.Location,
            Cores = node.Cores,
            CoreIds = HpcList.Of(NumaRules.ProcessorsOf(node)),
            NumaNodes = Math.Max(1, node.NumaNodes.Distinct().Count()),
            Sockets = node.Sockets,
            Memory = node.Memory,
            Gpus = HpcList.Of(node.Gpus),
            SubscribedCores = node.SubscribedCores,
            SubscribedSockets = node.SubscribedSockets,
            Affinity = node.Affinity,
            CoresInUse = held.Sum(pair => pair.Cores),
            JobIds = HpcList.Of(held.ConvertAll(pair => pair.JobId)),
            FencedCoreIds = [.. fences.SelectMany(fence => fence.CoreIdsOn(node.Name)).Order()],
            Survivors = [.. fences.SelectMany(fence => fence.Processes).Order()],
        };
    }

    /// <summary>What users call the state of a node.</summary>
    public static ClusterNodeState StateOf(NodeRecord node) => node.State switch
    {
        NodeState.Online => ClusterNodeState.Online,
        NodeState.Draining => ClusterNodeState.Draining,
        _ => ClusterNodeState.Offline,
    };
}
