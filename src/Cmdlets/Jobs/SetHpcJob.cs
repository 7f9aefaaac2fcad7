using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Changes the properties that are given and leaves the others as they are.</summary>
[Cmdlet(VerbsCommon.Set, "HpcJob", DefaultParameterSetName = IdSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(HpcJob))]
public sealed class SetHpcJob : JobPropertiesCmdlet
{
    private const string IdSet = "id";
    private const string JobSet = "job";

    private JobProperties _properties = new();

    /// <summary>The number of the job.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public int Id { get; set; }

    /// <summary>The job.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = JobSet)]
    public HpcJob Job { get; set; } = new();

    /// <inheritdoc/>
    protected override void BeginProcessing() => _properties = Require(ReadProperties);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (client, id) = ParameterSetName == JobSet ? (ClientFor(Job.Scheduler), Job.Id) : (ClientFor(), Id);
        if (ShouldProcess($"job {id}", "Change") && TrySend(client, new SetJob(id, _properties), id, out var job))
            WriteObject(job);
    }
}
