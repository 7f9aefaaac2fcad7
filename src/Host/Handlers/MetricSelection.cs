using HpcScheduler.Core.Metrics;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Host.Handlers;

/// <summary>Which metrics, counters and nodes a request is about, and what it names that is not there.</summary>
internal sealed class MetricSelection
{
    private readonly NamePatterns _counters;
    private readonly NamePatterns _nodes;

    /// <summary>Looks up what a request names.</summary>
    /// <exception cref="SchedulerException">HpcValueOutOfRange: a type is none.</exception>
    public MetricSelection(
        IReadOnlyList<NodeRecord> nodes,
        IReadOnlyList<string>? names,
        IReadOnlyList<MetricTarget>? targets = null,
        IReadOnlyList<string>? types = null,
        IReadOnlyList<string>? counters = null,
        IReadOnlyList<string>? nodeNames = null,
        IReadOnlyList<Metric>? measured = null)
    {
        var metrics = measured ?? MetricTable.All;
        var pattern = NamePatterns.Read(names);
        var ofTypes = types?.Select(TypeOf).ToHashSet();
        _counters = NamePatterns.Read(counters);
        _nodes = NamePatterns.Read(nodeNames);
        HasNodes = nodeNames is not null;
        Metrics = [.. metrics.Where(metric => pattern.Match(metric.Name)
            && ofTypes?.Contains(metric.Type) != false
            && targets?.Intersect(metric.Targets).Any() != false)];
        MissingNames = [.. NamePatterns.Missing(names, metrics.Select(metric => metric.Name))];
        // Jobs come and go.
        MissingCounters = [.. NamePatterns.Missing(counters, Metrics.SelectMany(metric => CountersOf(metric, nodes)))
            .Where(name => !(name.All(char.IsAsciiDigit) && Metrics.Any(metric => metric.OfJob is not null)))];
        MissingNode = nodes.Any(node => _nodes.Match(node.Name)) ? null : NamePatterns.Missing(nodeNames, nodes.Select(node => node.Name)).FirstOrDefault();
    }

    /// <summary>The metrics.</summary>
    public IReadOnlyList<Metric> Metrics { get; }

    /// <summary>Whether it is about some nodes only, and so not about the cluster.</summary>
    public bool HasNodes { get; }

    /// <summary>Names without wildcards that no metric has.</summary>
    public IReadOnlyList<string> MissingNames { get; }

    /// <summary>Counters without wildcards that none of the metrics has.</summary>
    public IReadOnlyList<string> MissingCounters { get; }

    /// <summary>A node that is named and that there is not, if there is none of those named; else null.</summary>
    public string? MissingNode { get; }

    /// <summary>Whether a counter is one of those asked for.</summary>
    public bool Passes(string nodeName, string counter) => _counters.Match(counter) && (!HasNodes || (nodeName.Length > 0 && _nodes.Match(nodeName)));

    /// <summary>The errors about metrics and counters that there are not.</summary>
    public IEnumerable<SchedulerException> Problems() =>
    [
        .. MissingNames.Select(name => new SchedulerException(SchedulerErrors.MetricNotFound, name, name)),
        // Of a metric that is unknown so are the counters.
        .. Metrics.Count == 0 ? [] : MissingCounters.Select(name => new SchedulerException(SchedulerErrors.MetricCounterNotFound, name, name)),
    ];

    /// <summary>The counters of a metric, those of the processors of nodes included, those of jobs not.</summary>
    public static IEnumerable<string> CountersOf(Metric metric, IReadOnlyList<NodeRecord> nodes) => metric.Counters.Select(counter => counter.Name).Concat(
        !metric.HasProcessors ? [] : nodes.SelectMany(node => new NodeLoad(node, 0, 0, 0).Processors).Distinct().Order().Select(MetricTable.CounterOf));

    private static MetricType TypeOf(string word)
    {
        var types = Enum.GetValues<MetricType>();
        var found = Array.FindIndex(types, type => type.ToString().Equals(word, StringComparison.OrdinalIgnoreCase));
        return found >= 0
            ? types[found]
            : throw new SchedulerException(SchedulerErrors.ValueOutOfRange, word, "Type", word, string.Join(" or ", types));
    }
}
