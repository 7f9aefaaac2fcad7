using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Lists what happened to jobs between two times: who did what, and how each run ended.</summary>
[Cmdlet(VerbsCommon.Get, "HpcJobHistory")]
[OutputType(typeof(HpcJobHistory))]
public sealed class GetHpcJobHistory : SchedulerCmdlet
{
    /// <summary>Events at this time or later.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public DateTime StartDate { get; set; }

    /// <summary>Events before this time.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    public DateTime EndDate { get; set; }

    /// <summary>Events of these jobs only.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public int[]? JobId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        Each<HpcJobHistory>(ClientFor(), new GetJobHistory(StartDate, EndDate, JobId), null, WriteObject);
}
