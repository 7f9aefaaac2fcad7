using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>Waits until jobs have ended, and returns each as it ended.</summary>
[Cmdlet(VerbsLifecycle.Wait, "HpcJob", DefaultParameterSetName = IdSet)]
[OutputType(typeof(HpcJob))]
public sealed class WaitHpcJob : JobFollowingCmdlet
{
    private readonly List<JobRef> _jobs = [];

    /// <summary>The longest wait: seconds or a TimeSpan. Without it the wait has no end.</summary>
    [Parameter]
    [DurationTransform]
    public TimeSpan Timeout { get; set; }

    /// <summary>Return as soon as one of the jobs has ended.</summary>
    [Parameter]
    public SwitchParameter Any { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _jobs.AddRange(Selected());

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        TimeSpan? time = IsBound(nameof(Timeout)) ? Timeout : null;
        foreach (var job in Follow(_jobs, Any, time, TakeEnded))
        {
            var seconds = Timeout.TotalSeconds;
            Fail(new SchedulerException(SchedulerErrors.WaitTimeout, job.Id, job.Id, job.State, seconds), job.Id);
        }
    }

    private bool TakeEnded(JobRef reference, HpcJob job)
    {
        if (!job.HasEnded())
            return false;
        WriteObject(job);
        return true;
    }
}
