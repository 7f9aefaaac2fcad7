using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Lists how the runs of jobs ended between two times and, if asked for, all else that happened to them.</summary>
[Cmdlet(VerbsCommon.Get, "HpcJobHistory")]
[OutputType(typeof(HpcJobHistory))]
public sealed class GetHpcJobHistory : SchedulerCmdlet
{
    /// <summary>Events at this time or later; without it from the first that is kept.</summary>
    [Parameter(Position = 0)]
    public DateTime StartDate { get; set; } = DateTime.MinValue;

    /// <summary>Events before this time; without it to the last.</summary>
    [Parameter(Position = 1)]
    public DateTime EndDate { get; set; } = DateTime.MaxValue;

    /// <summary>Events of these jobs only.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public int[]? JobId { get; set; }

    /// <summary>Also what was done to the jobs: that they were made, changed, submitted, started, canceled and queued again.</summary>
    [Parameter]
    public SwitchParameter AllEvents { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        Each<HpcJobHistory>(ClientFor(), new GetJobHistory(StartDate, EndDate, JobId, AllEvents), null, WriteObject);
}
