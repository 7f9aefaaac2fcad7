using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// Cancels or finishes jobs: asks for all of them as they come, then waits until they have ended. With -Graceful it does not wait.
/// </summary>
[Cmdlet(VerbsLifecycle.Stop, "HpcJob", DefaultParameterSetName = IdSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HpcJob))]
public sealed class StopHpcJob : JobSelectionCmdlet
{
    private readonly Dictionary<JobRef, HpcJob> _accepted = [];
    private string _message = "";
    private PacedProgress? _asking;

    /// <summary>The reason, at most 320 characters; it becomes the job's ErrorMessage.</summary>
    [Parameter]
    public string? Message { get; set; }

    /// <summary>Finished: the job ends Finished instead of Canceled.</summary>
    [Parameter]
    [ValidateSet(nameof(JobState.Finished))]
    public string? State { get; set; }

    /// <summary>Kill at once: no grace period, no node release. Hurries a job that is already being canceled.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Start nothing new and let running tasks end by themselves.</summary>
    [Parameter]
    public SwitchParameter Graceful { get; set; }

    /// <summary>Return each job as it is at the end; with -Graceful as it is when it has been asked.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private PacedProgress Asking => _asking ??= new(MyInvocation.MyCommand.Name);

    private bool Finishes => State is not null;

    private JobState Wanted => Finishes ? JobState.Finished : JobState.Canceled;

    private string Done => Finishes ? "finished" : "canceled";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Force && Graceful)
            ThrowTerminatingError(new SchedulerException(SchedulerErrors.ForceAndGraceful, null).ToErrorRecord(null));
        _message = Require(() => StopMessage.Check(Message));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var action = (Finishes ? "Finish" : "Cancel") + (Force ? " by force" : Graceful ? " gracefully" : "");
        foreach (var reference in Selected())
        {
            var id = reference.Id;
            if (MayProcess(reference, action)
                && TrySend(reference.Client, new StopJob(id, _message, Force, Graceful, Finishes), id, out var job))
            {
                _accepted[reference] = job;
                if (Graceful && PassThru)
                    WriteObject(job);
                if (Asking.Show($"{_accepted.Count} jobs asked to end") is { } progress)
                    WriteProgress(progress);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (Asking.End() is { } end)
            WriteProgress(end);
        if (Graceful)
            return;
        var wait = new JobWait(_accepted.Keys, any: false, null, StopToken);
        Follow(wait, new JobProgress(MyInvocation.MyCommand.Name, wait.Count), any: false, null, Take);
    }

    private Outcome Take(JobRef reference, HpcJob job)
    {
        // A job that was queued again since was stopped before.
        var runsAgain = job.RequeueCount > _accepted[reference].RequeueCount;
        if (!runsAgain && !job.HasEnded())
            return Outcome.Pending;
        if (PassThru)
            WriteObject(job);
        if (!runsAgain && job.State != Wanted)
            Fail(new SchedulerException(SchedulerErrors.JobEndedOtherwise, job.Id, job.Id, job.State, Done), job.Id);
        return Outcome.Reached;
    }
}
