using System.Management.Automation;

namespace HpcScheduler.Cmdlets;

/// <summary>A cmdlet for jobs that are given by their numbers or as objects, one after the other through the pipeline.</summary>
public abstract class JobSelectionCmdlet : FollowingCmdlet
{
    /// <summary>The set with -Id.</summary>
    protected const string IdSet = "id";

    /// <summary>The set with -Job.</summary>
    protected const string JobSet = "job";

    /// <summary>Numbers of jobs.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = IdSet)]
    [Alias("JobId")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public int[] Id { get; set; } = [];

    /// <summary>Jobs.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = JobSet)]
    [JobTransform]
    public virtual HpcJob[] Job { get; set; } = [];

    /// <summary>The jobs of this step of the pipeline.</summary>
    private protected IEnumerable<JobRef> Selected() => ParameterSetName == IdSet
        ? Id.Select(id => new JobRef(ClientFor(), id))
        : Job.Select(job => new JobRef(ClientFor(job.Scheduler), job.Id));
}
