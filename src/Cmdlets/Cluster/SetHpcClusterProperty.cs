using System.Globalization;
using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Changes cluster properties: all that are given or, where one of them is not allowed, none.</summary>
[Cmdlet(
    VerbsCommon.Set, "HpcClusterProperty", DefaultParameterSetName = ParameterSet, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(void))]
public sealed class SetHpcClusterProperty : SchedulerCmdlet
{
    private const string ParameterSet = "parameter";

    /// <summary>Seconds that a task has to end by itself after its stop signal.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int TaskCancelGracePeriod { get; set; }

    /// <summary>Seconds that a node release task may run.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int NodeReleaseTaskTimeout { get; set; }

    /// <summary>Days that an ended job is kept.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int TtlCompletedJobs { get; set; }

    /// <summary>How often a job is queued again by itself after what it ran on failed.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int JobRetryCount { get; set; }

    /// <summary>How often a task runs again by itself after its process was lost.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int TaskRetryCount { get; set; }

    /// <summary>The most nodes that a job may exclude.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int ExcludedNodesLimit { get; set; }

    /// <summary>How running jobs give way to one of higher priority.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public PreemptionMode PreemptionType { get; set; }

    /// <summary>Whose tasks are bound to the cores that they were given.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public AffinityMode AffinityType { get; set; }

    /// <summary>With -PreemptionType Immediate: whether only as many tasks are stopped as are needed.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public bool TaskImmediatePreemptionEnabled { get; set; }

    /// <summary>Absolute path of the program that is asked about each job that is submitted; empty for none.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public string SubmissionFilterProgram { get; set; } = "";

    /// <summary>Seconds that this program may take.</summary>
    [Parameter(ParameterSetName = ParameterSet)]
    public int SubmissionFilterTimeout { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var values = Values().ToList();
        if (values.Count == 0)
            return;
        var client = ClientFor();
        var text = string.Join(", ", values.Select(value => $"{value.Name} = {value.Value}"));
        if (ShouldProcess(client.Address.ToString(), "Set " + text))
            TrySend(client, new SetClusterProperty(values), values.Count == 1 ? values[0].Name : null, out _);
    }

    private IEnumerable<HpcVariable> Values()
    {
        (string Name, object Value)[] parameters =
        [
            (nameof(TaskCancelGracePeriod), TaskCancelGracePeriod),
            (nameof(NodeReleaseTaskTimeout), NodeReleaseTaskTimeout),
            (nameof(TtlCompletedJobs), TtlCompletedJobs),
            (nameof(JobRetryCount), JobRetryCount),
            (nameof(TaskRetryCount), TaskRetryCount),
            (nameof(ExcludedNodesLimit), ExcludedNodesLimit),
            (nameof(PreemptionType), PreemptionType),
            (nameof(AffinityType), AffinityType),
            (nameof(TaskImmediatePreemptionEnabled), TaskImmediatePreemptionEnabled),
            (nameof(SubmissionFilterProgram), SubmissionFilterProgram),
            (nameof(SubmissionFilterTimeout), SubmissionFilterTimeout),
        ];
        foreach (var (name, value) in parameters)
        {
            if (IsBound(name))
                yield return new HpcVariable(name, Convert.ToString(value, CultureInfo.InvariantCulture)!);
        }
    }
}
