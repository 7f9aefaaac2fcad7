namespace HpcScheduler.Cmdlets;

/// <summary>Suggests the types of metrics.</summary>
public sealed class MetricTypeCompleter() : WordCompleter(
    (nameof(MetricType.Performance), "the machine is asked"),
    (nameof(MetricType.Calculated), "the scheduler works it out"));
