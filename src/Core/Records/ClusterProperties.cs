using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace HpcScheduler.Core.Records;

/// <summary>
/// The values of the cluster properties. What each may be is in <see cref="ClusterPropertyTable"/>; those that the scheduler goes by are
/// members here.
/// </summary>
public sealed record ClusterProperties
{
    /// <summary>The defaults.</summary>
    public static readonly ClusterProperties Default = new();

    // What differs from the defaults.
    private readonly ImmutableSortedDictionary<string, object> _values = ImmutableSortedDictionary<string, object>.Empty;

    /// <summary>Time between the stop signal and the kill, in seconds; 0 kills at once.</summary>
    public int TaskCancelGracePeriod { get => Get<int>(); init => _values = With(value); }

    /// <summary>The longest run of a node release task, in seconds; 0 switches them off.</summary>
    public int NodeReleaseTaskTimeout { get => Get<int>(); init => _values = With(value); }

    /// <summary>Days that an ended job is kept at least.</summary>
    public int TtlCompletedJobs { get => Get<int>(); init => _values = With(value); }

    /// <summary>The hour, local time, at which ended jobs are deleted.</summary>
    public int JobCleanUpHour { get => Get<int>(); init => _values = With(value); }

    /// <summary>The only day on which ended jobs are deleted; null for every day.</summary>
    public DayOfWeek? JobCleanUpDayOfWeek { get => Get<object>() as DayOfWeek?; init => _values = With(value is { } day ? day : ""); }

    /// <summary>How often a job is queued again by itself after what it ran on failed.</summary>
    public int JobRetryCount { get => Get<int>(); init => _values = With(value); }

    /// <summary>How often a task runs again by itself after its process was lost or could not be started.</summary>
    public int TaskRetryCount { get => Get<int>(); init => _values = With(value); }

    /// <summary>The most nodes that a job may exclude.</summary>
    public int ExcludedNodesLimit { get => Get<int>(); init => _values = With(value); }

    /// <summary>When a job that the activation filter did not let start is asked about again at the latest, in seconds.</summary>
    public int DefaultHoldDuration { get => Get<int>(); init => _values = With(value); }

    /// <summary>False: only administrators may connect.</summary>
    public bool AllowNewUserConnections { get => Get<bool>(); init => _values = With(value); }

    /// <summary>True: nothing may be submitted.</summary>
    public bool RestoreMode { get => Get<bool>(); init => _values = With(value); }

    /// <summary>True: jobs that need more than there is are accepted, and wait.</summary>
    public bool DisableResourceValidation { get => Get<bool>(); init => _values = With(value); }

    /// <summary>The most output that is kept of a user's task on the machine's scheduler, in MB; 0 for no limit.</summary>
    public int TaskOutputLimit { get => Get<int>(); init => _values = With(value); }

    /// <summary>Absolute path of the shell that runs command lines; empty for bash where there is one, else /bin/sh.</summary>
    public string TaskShell { get => Get<string>(); init => _values = With(value); }

    /// <summary>The mask of files that tasks make, as three octal digits; empty for 022.</summary>
    public string TaskUmask { get => Get<string>(); init => _values = With(value); }

    /// <summary>How running jobs give way to one of higher priority.</summary>
    public PreemptionMode PreemptionType { get => Get<PreemptionMode>(); init => _values = With(value); }

    /// <summary>With Immediate: whether only as many tasks are stopped as are needed, and not whole jobs.</summary>
    public bool TaskImmediatePreemptionEnabled { get => Get<bool>(); init => _values = With(value); }

    /// <summary>Whether running jobs get free cores that their waiting tasks can use.</summary>
    public bool AutomaticGrowthEnabled { get => Get<bool>(); init => _values = With(value); }

    /// <summary>Whether running jobs give back cores that no task of them needs.</summary>
    public bool AutomaticShrinkEnabled { get => Get<bool>(); init => _values = With(value); }

    /// <summary>How cores are shared among jobs.</summary>
    public SchedulingMode SchedulingMode { get => Get<SchedulingMode>(); init => _values = With(value); }

    /// <summary>Immediate or Graceful: how running jobs give way in Balanced mode.</summary>
    public string PreemptionBalancedMode { get => Get<string>(); init => _values = With(value); }

    /// <summary>Whether a running job takes from those of lower priority what it could use above its minimum.</summary>
    public bool GrowByPreemptionEnabled { get => Get<bool>(); init => _values = With(value); }

    /// <summary>How many jobs behind one that waits for its nodes are looked at to fill the gap; 0 for none, less for all.</summary>
    public int BackfillLookAhead { get => Get<int>(); init => _values = With(value); }

    /// <summary>How much more a priority is worth in Balanced mode.</summary>
    public PriorityBias PriorityBias { get => Get<PriorityBias>(); init => _values = With(value); }

    /// <summary>How often shares are balanced anew, in seconds.</summary>
    public int ReBalancingInterval { get => Get<int>(); init => _values = With(value); }

    /// <summary>Whether pools count.</summary>
    public bool EnablePools { get => Get<bool>(); init => _values = With(value); }

    /// <summary>Whose tasks are bound to the cores that they were given.</summary>
    public AffinityMode AffinityType { get => Get<AffinityMode>(); init => _values = With(value); }

    /// <summary>Absolute path of the program that is asked about each job that is submitted; empty for none.</summary>
    public string SubmissionFilterProgram { get => Get<string>(); init => _values = With(value); }

    /// <summary>How long that program may take, in seconds.</summary>
    public int SubmissionFilterTimeout { get => Get<int>(); init => _values = With(value); }

    /// <summary>Absolute path of the program that is asked before a job gets cores; empty for none.</summary>
    public string ActivationFilterProgram { get => Get<string>(); init => _values = With(value); }

    /// <summary>How long that program may take, in seconds.</summary>
    public int ActivationFilterTimeout { get => Get<int>(); init => _values = With(value); }

    /// <summary>Whether samples of metrics are kept.</summary>
    public bool CollectCounters { get => Get<bool>(); init => _values = With(value); }

    /// <summary>Names of metrics that are not measured, with commas between.</summary>
    public string RemovedMetrics { get => Get<string>(); init => _values = With(value); }

    /// <summary>Days that samples are kept at least.</summary>
    public int MinuteCounterRetention { get => Get<int>(); init => _values = With(value); }

    /// <summary>Days that averages of hours are kept at least.</summary>
    public int HourCounterRetention { get => Get<int>(); init => _values = With(value); }

    /// <summary>Days that averages of days are kept at least.</summary>
    public int DayCounterRetention { get => Get<int>(); init => _values = With(value); }

    /// <summary>How many jobs may be there, in any state, of a user who is no administrator.</summary>
    public int UserJobLimit { get => Get<int>(); init => _values = With(value); }

    /// <summary>How many tasks may have been added to these jobs; sub-tasks do not count.</summary>
    public int UserTaskLimit { get => Get<int>(); init => _values = With(value); }

    /// <summary>How large what such a user says of these jobs and tasks may be together, in megabytes.</summary>
    public int UserJobSizeLimit { get => Get<int>(); init => _values = With(value); }

    /// <summary>How many requests of such a user may be under way.</summary>
    public int UserRequestLimit { get => Get<int>(); init => _values = With(value); }

    /// <summary>How large the bodies of these requests may be, one alone and together, in megabytes.</summary>
    public int UserRequestSizeLimit { get => Get<int>(); init => _values = With(value); }

    /// <summary>Environment variables of every task, as name=value, in the order of their names (scheduler reference, section 9).</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>All but the environment as text, in the order of their names.</summary>
    public IReadOnlyList<HpcVariable> List() =>
        [.. ClusterPropertyTable.All.Select(property => new HpcVariable(property.Name, ClusterProperty.Write(ValueOf(property))))];

    /// <summary>These with one value changed.</summary>
    /// <exception cref="SchedulerException">HpcClusterPropertyNotFound, HpcValueOutOfRange.</exception>
    public ClusterProperties With(HpcVariable variable) => new(this, With(variable.Value, variable.Name));

    /// <inheritdoc/>
    public bool Equals(ClusterProperties? other) =>
        other is not null && _values.SequenceEqual(other._values) && Environment.SequenceEqual(other.Environment);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_values.Count, Environment.Count);

    public ClusterProperties()
    {
    }

    private ClusterProperties(ClusterProperties other, ImmutableSortedDictionary<string, object> values) : this(other) => _values = values;

    private object ValueOf(ClusterProperty property) => _values.GetValueOrDefault(property.Name, property.Default);

    private T Get<T>([CallerMemberName] string name = "") => (T)ValueOf(ClusterPropertyTable.Find(name));

    private ImmutableSortedDictionary<string, object> With(object value, [CallerMemberName] string name = "")
    {
        var property = ClusterPropertyTable.Find(name);
        var read = property.Read(ClusterProperty.Write(value));
        return read.Equals(property.Default) ? _values.Remove(property.Name) : _values.SetItem(property.Name, read);
    }
}
