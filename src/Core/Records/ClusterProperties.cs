using System.Globalization;

namespace HpcScheduler.Core.Records;

/// <summary>
/// The cluster properties: names, types, defaults and ranges (scheduler reference, section 4.1). Values are kept as text.
/// </summary>
public sealed record ClusterProperties
{
    // A hundred years: far more days than that cannot be added to a date.
    private const int MaximumDays = 36_500;

    // Whoever submits a job waits as long.
    private const int MaximumFilterTimeout = 120;

    /// <summary>The defaults.</summary>
    public static readonly ClusterProperties Default = new();

    /// <summary>Time between the stop signal and the kill, in seconds; 0 kills at once. Default 15.</summary>
    public int TaskCancelGracePeriod { get; init; } = 15;

    /// <summary>The longest run of a node release task, in seconds. Default 15.</summary>
    public int NodeReleaseTaskTimeout { get; init; } = 15;

    /// <summary>Days that an ended job is kept. Default 5.</summary>
    public int TtlCompletedJobs { get; init; } = 5;

    /// <summary>How often a job is queued again by itself after what it ran on failed. Default 3.</summary>
    public int JobRetryCount { get; init; } = 3;

    /// <summary>How often a task runs again by itself after its process was lost or could not be started. Default 3.</summary>
    public int TaskRetryCount { get; init; } = 3;

    /// <summary>The most nodes that a job may exclude. Default 10.</summary>
    public int ExcludedNodesLimit { get; init; } = 10;

    /// <summary>How running jobs give way to one of higher priority. Default Graceful.</summary>
    public PreemptionMode PreemptionType { get; init; } = PreemptionMode.Graceful;

    /// <summary>Whose tasks are bound to the cores that they were given. Default NonExclusiveJobs.</summary>
    public AffinityMode AffinityType { get; init; } = AffinityMode.NonExclusiveJobs;

    /// <summary>With Immediate: whether only as many tasks are stopped as are needed, and not whole jobs. Default true.</summary>
    public bool TaskImmediatePreemptionEnabled { get; init; } = true;

    /// <summary>Absolute path of the program that is asked about each job that is submitted; empty for none. Default none.</summary>
    public string SubmissionFilterProgram { get; init; } = "";

    /// <summary>How long that program may take, in seconds. Default 15.</summary>
    public int SubmissionFilterTimeout { get; init; } = 15;

    /// <summary>All of them as text, in the order of their names.</summary>
    public IReadOnlyList<HpcVariable> List() =>
    [
        new(nameof(AffinityType), AffinityType.ToString()),
        new(nameof(ExcludedNodesLimit), Text(ExcludedNodesLimit)),
        new(nameof(JobRetryCount), Text(JobRetryCount)),
        new(nameof(NodeReleaseTaskTimeout), Text(NodeReleaseTaskTimeout)),
        new(nameof(PreemptionType), PreemptionType.ToString()),
        new(nameof(SubmissionFilterProgram), SubmissionFilterProgram),
        new(nameof(SubmissionFilterTimeout), Text(SubmissionFilterTimeout)),
        new(nameof(TaskCancelGracePeriod), Text(TaskCancelGracePeriod)),
        new(nameof(TaskImmediatePreemptionEnabled), TaskImmediatePreemptionEnabled.ToString()),
        new(nameof(TaskRetryCount), Text(TaskRetryCount)),
        new(nameof(TtlCompletedJobs), Text(TtlCompletedJobs)),
    ];

    /// <summary>These with one value changed.</summary>
    /// <exception cref="SchedulerException">HpcClusterPropertyNotFound, HpcValueOutOfRange.</exception>
    public ClusterProperties With(HpcVariable variable) => variable.Name.ToUpperInvariant() switch
    {
        "TASKCANCELGRACEPERIOD" => this with { TaskCancelGracePeriod = Number(nameof(TaskCancelGracePeriod), variable.Value) },
        "NODERELEASETASKTIMEOUT" => this with { NodeReleaseTaskTimeout = Number(nameof(NodeReleaseTaskTimeout), variable.Value) },
        "JOBRETRYCOUNT" => this with { JobRetryCount = Number(nameof(JobRetryCount), variable.Value) },
        "TASKRETRYCOUNT" => this with { TaskRetryCount = Number(nameof(TaskRetryCount), variable.Value) },
        "EXCLUDEDNODESLIMIT" => this with { ExcludedNodesLimit = Number(nameof(ExcludedNodesLimit), variable.Value) },
        "AFFINITYTYPE" => this with { AffinityType = Word<AffinityMode>(nameof(AffinityType), variable.Value) },
        "PREEMPTIONTYPE" => this with { PreemptionType = Word<PreemptionMode>(nameof(PreemptionType), variable.Value) },
        "SUBMISSIONFILTERPROGRAM" => this with { SubmissionFilterProgram = Program(nameof(SubmissionFilterProgram), variable.Value) },
        "SUBMISSIONFILTERTIMEOUT" => this with
        {
            SubmissionFilterTimeout = Number(nameof(SubmissionFilterTimeout), variable.Value, MaximumFilterTimeout, minimum: 1),
        },
        "TASKIMMEDIATEPREEMPTIONENABLED" => this with
        {
            TaskImmediatePreemptionEnabled = Truth(nameof(TaskImmediatePreemptionEnabled), variable.Value),
        },
        "TTLCOMPLETEDJOBS" => this with { TtlCompletedJobs = Number(nameof(TtlCompletedJobs), variable.Value, MaximumDays) },
        _ => throw new SchedulerException(SchedulerErrors.ClusterPropertyNotFound, variable.Name, variable.Name),
    };

    private static TEnum Word<TEnum>(string name, string value)
        where TEnum : struct, Enum => Enum.TryParse<TEnum>(value, ignoreCase: true, out var word) && Enum.IsDefined(word)
            ? word
            : throw new SchedulerException(SchedulerErrors.ValueOutOfRange, value, name, value, string.Join(", ", Enum.GetNames<TEnum>()));

    private static bool Truth(string name, string value) => bool.TryParse(value, out var truth)
        ? truth
        : throw new SchedulerException(SchedulerErrors.ValueOutOfRange, value, name, value, "True or False");

    private static string Program(string name, string value) =>
        value.Length == 0 || (Path.IsPathFullyQualified(value) && !value.Contains('\0', StringComparison.Ordinal))
            ? value
            : throw new SchedulerException(SchedulerErrors.ValueOutOfRange, value, name, value, "the absolute path of a program, or empty for none");

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static int Number(string name, string value, int maximum = int.MaxValue, int minimum = 0) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
            ? number
            : throw new SchedulerException(SchedulerErrors.ValueOutOfRange, value, name, value, $"a whole number from {Text(minimum)} to {Text(maximum)}");
}
