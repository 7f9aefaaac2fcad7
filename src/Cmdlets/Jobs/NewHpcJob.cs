using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Makes a job, from nothing, from a job file or as a copy of another job. It waits for its submission.</summary>
[Cmdlet(VerbsCommon.New, "HpcJob", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(HpcJob))]
public sealed class NewHpcJob : JobPropertiesCmdlet
{
    private JobProperties _properties = new();
    private IReadOnlyList<TaskProperties>? _tasks;

    /// <summary>A name.</summary>
    [Parameter(Position = 0)]
    public override string? Name { get; set; }

    /// <summary>A job file, as Export-HpcJob writes it.</summary>
    [Parameter]
    public string? JobFile { get; set; }

    /// <summary>A job that is copied with its tasks.</summary>
    [Parameter(ValueFromPipeline = true)]
    [JobTransform]
    [ValidateNotNull]
    public HpcJob? Job { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (IsBound(nameof(JobFile)) && string.IsNullOrEmpty(JobFile))
            ThrowTerminatingError(new SchedulerException(SchedulerErrors.JobFileNotNamed, JobFile).ToErrorRecord(JobFile));
        var file = JobFile is null ? null : Require(() => ReadFile(JobFile), JobFile);
        _properties = Require(() => ReadProperties(file?.Properties ?? new()));
        _tasks = file?.Tasks;
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (JobFile is not null && Job is not null)
            ThrowTerminatingError(new SchedulerException(SchedulerErrors.FileAndCopyContradiction, JobFile).ToErrorRecord(JobFile));
        var client = ClientFor(Job?.Scheduler);
        var name = _properties.Name;
        var target = Job is not null ? $"job {Job}" : string.IsNullOrEmpty(name) ? client.Address.ToString() : $"job '{name}'";
        if (ShouldProcess(target, Job is null ? "Create job" : "Copy")
            && TrySend(client, new NewJob(_properties, _tasks, Job?.Id), (object?)Job?.Id ?? name, out var job))
        {
            WriteObject(job);
        }
    }

    // A hold that has passed since the file was written holds nothing any more.
    private JobFileContent ReadFile(string file)
    {
        var content = JobXmlReader.Read(SessionPath.Resolve(SessionState.Path, file, SchedulerErrors.FileNotReadable));
        return content.Properties.HoldUntil <= DateTime.Now ? content with { Properties = content.Properties with { HoldUntil = null } } : content;
    }
}
