using System.Globalization;

namespace HpcScheduler.Core.Records;

/// <summary>
/// The cluster properties: names, types, defaults and ranges (scheduler reference, section 4.1). Values are kept as text.
/// </summary>
public sealed record ClusterProperties
{
    // A hundred years: far more days than that cannot be added to a date.
    private const int MaximumDays = 36_500;

    /// <summary>The defaults.</summary>
    public static readonly ClusterProperties Default = new();

    /// <summary>Time between the stop signal and the kill, in seconds; 0 kills at once. Default 15.</summary>
    public int TaskCancelGracePeriod { get; init; } = 15;

    /// <summary>The longest run of a node release task, in seconds. Default 15.</summary>
    public int NodeReleaseTaskTimeout { get; init; } = 15;

    /// <summary>Days that an ended job is kept. Default 5.</summary>
    public int TtlCompletedJobs { get; init; } = 5;

    /// <summary>All of them as text, in the order of their names.</summary>
    public IReadOnlyList<HpcVariable> List() =>
    [
        new(nameof(NodeReleaseTaskTimeout), Text(NodeReleaseTaskTimeout)),
        new(nameof(TaskCancelGracePeriod), Text(TaskCancelGracePeriod)),
        new(nameof(TtlCompletedJobs), Text(TtlCompletedJobs)),
    ];

    /// <summary>These with one value changed.</summary>
    /// <exception cref="SchedulerException">HpcClusterPropertyNotFound, HpcValueOutOfRange.</exception>
    public ClusterProperties With(HpcVariable variable) => variable.Name.ToUpperInvariant() switch
    {
        "TASKCANCELGRACEPERIOD" => this with { TaskCancelGracePeriod = Number(nameof(TaskCancelGracePeriod), variable.Value) },
        "NODERELEASETASKTIMEOUT" => this with { NodeReleaseTaskTimeout = Number(nameof(NodeReleaseTaskTimeout), variable.Value) },
        "TTLCOMPLETEDJOBS" => this with { TtlCompletedJobs = Number(nameof(TtlCompletedJobs), variable.Value, MaximumDays) },
        _ => throw new SchedulerException(SchedulerErrors.ClusterPropertyNotFound, variable.Name, variable.Name),
    };

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static int Number(string name, string value, int maximum = int.MaxValue) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= 0 && number <= maximum
            ? number
            : throw new SchedulerException(SchedulerErrors.ValueOutOfRange, value, name, value, $"a whole number from 0 to {Text(maximum)}");
}
