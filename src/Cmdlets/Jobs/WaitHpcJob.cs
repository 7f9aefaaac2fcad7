using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>Waits until jobs have ended, or are in a state that is asked for, and returns each as it was then.</summary>
[Cmdlet(VerbsLifecycle.Wait, "HpcJob", DefaultParameterSetName = IdSet)]
[OutputType(typeof(HpcJob))]
public sealed class WaitHpcJob : JobSelectionCmdlet
{
    private const JobState Ended = JobState.Finished | JobState.Failed | JobState.Canceled;

    private readonly List<JobRef> _jobs = [];

    /// <inheritdoc/>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = JobSet)]
    [JobTransform(OnlyLooks = true)]
    public override HpcJob[] Job { get; set; } = [];

    /// <summary>One or several states; without it every end.</summary>
    [Parameter]
    public JobState State { get; set; }

    /// <summary>Return as soon as one of the jobs is there.</summary>
    [Parameter]
    public SwitchParameter Any { get; set; }

    /// <summary>The longest wait: seconds or a TimeSpan. Without it the wait has no end.</summary>
    [Parameter]
    [DurationTransform]
    public TimeSpan Timeout { get; set; }

    /// <summary>Return also the jobs that did not get there, each beside its error.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private JobState Wanted => Given(State) ?? Ended;

    /// <inheritdoc/>
    protected override void ProcessRecord() => _jobs.AddRange(Selected());

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var wait = new JobWait(_jobs, Any, Given(State), StopToken);
        var remaining = Follow(wait, new JobProgress(MyInvocation.MyCommand.Name, wait.Count), Any, Given(Timeout), Take);
        foreach (var job in remaining.Items)
        {
            if (remaining.TimeIsOver)
                Miss(job, SchedulerErrors.WaitTimeout, job.Id, job.State, Timeout.TotalSeconds);
            else
                Miss(job);
        }
    }

    private Outcome Take(JobRef reference, HpcJob job)
    {
        if ((job.State & Wanted) != 0)
        {
            WriteObject(job);
            return Outcome.Reached;
        }

        if (!job.HasEnded())
            return Outcome.Pending;
        Miss(job);
        return Outcome.Missed;
    }

    private void Miss(HpcJob job) => Miss(job, SchedulerErrors.WaitStateMissed, $"Job {job}", job.State, Wanted);

    private void Miss(HpcJob job, SchedulerError error, params object[] values)
    {
        if (PassThru)
            WriteObject(job);
        Fail(new SchedulerException(error, job.Id, values), job.Id);
    }
}
