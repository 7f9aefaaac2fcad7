using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Changes the properties that are given and leaves the others as they are.</summary>
[Cmdlet(VerbsCommon.Set, "HpcJob", DefaultParameterSetName = IdSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HpcJob))]
public sealed class SetHpcJob : JobPropertiesCmdlet
{
    private const string IdSet = "id";
    private const string JobSet = "job";

    private JobProperties _properties = new();

    /// <summary>The number of the job.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet)]
    [Alias("JobId")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public int Id { get; set; }

    /// <summary>The job.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = JobSet)]
    [JobTransform]
    public HpcJob Job { get; set; } = new();

    /// <summary>Nodes that it may not use any more.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    public string[]? AddExcludedNodes { get; set; }

    /// <summary>Nodes that it may use again.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    public string[]? RemoveExcludedNodes { get; set; }

    /// <summary>It may use all nodes again.</summary>
    [Parameter]
    public SwitchParameter ClearExcludedNodes { get; set; }

    /// <summary>Taken for scripts that give it; it has no effect.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if ((AddExcludedNodes is null ? 0 : 1) + (RemoveExcludedNodes is null ? 0 : 1) + (ClearExcludedNodes ? 1 : 0) > 1)
            ThrowTerminatingError(new SchedulerException(SchedulerErrors.ExclusionContradiction, null).ToErrorRecord(null));
        _properties = Require(() => ReadProperties(new()));
        if (Credential is not null)
            WriteWarning(NoEffect.Credential);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (client, id) = ParameterSetName == JobSet ? (ClientFor(Job.Scheduler), Job.Id) : (ClientFor(), Id);
        var request = new SetJob(id, _properties, Names(AddExcludedNodes), Names(RemoveExcludedNodes), ClearExcludedNodes);
        if (MayProcess(new JobRef(client, id), "Change") && TrySend(client, request, id, out var job))
            WriteObject(job);
    }

    private static IReadOnlyList<string>? Names(string[]? nodes) => nodes is null ? null : NameList.Split(nodes);
}
