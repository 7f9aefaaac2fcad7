using HpcScheduler.Core.Metrics;
using HpcScheduler.Core.Records;
using HpcScheduler.Host.Handlers;

namespace HpcScheduler.Unit.Host;

/// <summary>What a request about metrics names.</summary>
public sealed class MetricSelectionTests
{
    private static readonly NodeRecord[] Nodes = [new("left", 1, null) { CoreIds = [4] }, new("right", 2, null)];

    [Fact]
    public void Without_names_everything_is_meant()
    {
        var selection = new MetricSelection(Nodes, null);

        Assert.Equal(MetricTable.All, selection.Metrics);
        Assert.Empty(selection.Problems());
        Assert.True(selection.Passes("", "any"));
        Assert.True(selection.Passes("left", ""));
        Assert.False(selection.HasNodes);
    }

    [Fact]
    public void Names_types_and_targets_must_all_fit()
    {
        Assert.Equal(["HPCCpuUsage"], Names(new(Nodes, ["hpccpuusage"])));
        Assert.Equal(["HPCClusterCpu"], Names(new(Nodes, ["*Cpu*"], types: ["CALCULATED"])));
        Assert.Equal(["HPCCpuUsage"], Names(new(Nodes, ["*Cpu*"], [MetricTarget.ComputeNode])));
        Assert.Empty(Names(new(Nodes, ["*Cpu*"], [MetricTarget.AzureNode])));
    }

    [Fact]
    public void A_name_that_no_metric_has_is_a_problem_and_a_pattern_is_none()
    {
        var selection = new MetricSelection(Nodes, ["nix", "n*", "HPCCpuUsage"]);

        Assert.Equal(["HPCCpuUsage"], Names(selection));
        Assert.Equal([SchedulerErrors.MetricNotFound], selection.Problems().Select(problem => problem.Error));
    }

    [Fact]
    public void A_counter_is_looked_for_in_the_metrics_that_are_meant()
    {
        Assert.Empty(new MetricSelection(Nodes, ["HPCCpuUsage"], counters: ["_total", "4", "0", "n*"]).Problems());
        Assert.Equal(
            [SchedulerErrors.MetricCounterNotFound, SchedulerErrors.MetricCounterNotFound],
            new MetricSelection(Nodes, ["HPCCpuUsage"], counters: ["5", "Number of queued jobs", "_Total"]).Problems().Select(problem => problem.Error));
        Assert.Empty(new MetricSelection(Nodes, ["HPCJobCpuTime"], counters: ["77"]).Problems());
        Assert.Single(new MetricSelection(Nodes, ["HPCJobCpuTime"], counters: ["job"]).Problems());
        Assert.Equal([SchedulerErrors.MetricNotFound], new MetricSelection(Nodes, ["nix"], counters: ["nix"]).Problems().Select(problem => problem.Error));
        Assert.Equal(["_Total", "0", "1", "4"], MetricSelection.CountersOf(MetricTable.All.Single(metric => metric.Name == "HPCCpuUsage"), Nodes));
    }

    [Fact]
    public void Where_nodes_are_named_the_cluster_is_not_meant_and_one_node_that_is_there_is_enough()
    {
        var selection = new MetricSelection(Nodes, null, nodeNames: ["LEFT", "nix"]);
        Assert.Null(selection.MissingNode);
        Assert.True(selection.Passes("left", ""));
        Assert.False(selection.Passes("right", ""));
        Assert.False(selection.Passes("", ""));

        Assert.Equal("nix", new MetricSelection(Nodes, null, nodeNames: ["nix", "nought"]).MissingNode);
        Assert.Null(new MetricSelection(Nodes, null, nodeNames: ["n*"]).MissingNode);
        // A pattern for all nodes does not mean the cluster.
        Assert.False(new MetricSelection(Nodes, null, nodeNames: ["*"]).Passes("", ""));
    }

    [Fact]
    public void A_type_that_is_none_is_refused()
    {
        var exception = Assert.Throws<SchedulerException>(() => new MetricSelection(Nodes, null, types: ["Power"]));

        Assert.Same(SchedulerErrors.ValueOutOfRange, exception.Error);
        Assert.Contains("Performance or Calculated", exception.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(MetricSelection selection) => selection.Metrics.Select(metric => metric.Name);
}
