using System.Management.Automation;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>Writes a job with its tasks into a job file, as New-HpcJob -JobFile reads it.</summary>
[Cmdlet(VerbsData.Export, "HpcJob", DefaultParameterSetName = JobSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class ExportHpcJob : ExportCmdlet
{
    private const string JobSet = "job";
    private const string IdSet = "id";

    /// <summary>The job.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = JobSet)]
    [JobTransform(OnlyLooks = true)]
    public HpcJob Job { get; set; } = new();

    /// <summary>The number of the job.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet)]
    [Alias("JobId")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public int Id { get; set; }

    /// <inheritdoc/>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = JobSet)]
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = IdSet)]
    public override string Path { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var reference = ParameterSetName == JobSet ? new JobRef(ClientFor(Job.Scheduler), Job.Id) : new JobRef(ClientFor(), Id);
        Export($"job {reference.Id}", () => Read(reference), Content.Write);
    }

    private Content? Read(JobRef reference)
    {
        var (client, id) = reference;
        HpcJob? job = null;
        var tasks = new List<HpcTask>();
        Each<HpcJob>(client, new GetJob { Ids = [id] }, id, found => job = found);
        if (job is null)
            return null;
        Each<HpcTask>(client, new GetTask(id, null, null, null), id, tasks.Add);
        return new Content(job, tasks);
    }

    private sealed record Content(HpcJob Job, IReadOnlyList<HpcTask> Tasks)
    {
        public static void Write(Stream stream, string path, Content content) =>
            JobXmlWriter.Write(stream, path, content.Job, content.Tasks);
    }
}
