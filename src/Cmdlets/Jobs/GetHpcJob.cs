using System.Management.Automation;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// Lists jobs. Without -Id, -State or -Owner these are the caller's own active jobs: Queued, Running, Finishing and Canceling ones;
/// with -Owner, that owner's active jobs. With -Explain it says of each why it waits.
/// </summary>
[Cmdlet(VerbsCommon.Get, "HpcJob", DefaultParameterSetName = IdSet)]
[OutputType(typeof(HpcJob), typeof(HpcJobExplanation))]
public sealed class GetHpcJob : SchedulerCmdlet
{
    private const string IdSet = "id";
    private const string NodeNameSet = "nodename";
    private const string Caller = ".";
    private const JobState Active = JobState.Queued | JobState.Running | JobState.Finishing | JobState.Canceling;

    /// <summary>The numbers of jobs, in any state and of any owner.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = IdSet)]
    [Alias("JobId")]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public int[]? Id { get; set; }

    /// <summary>Jobs that were read before, or tasks, which stand for their jobs.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = IdSet)]
    [JobTransform(OnlyLooks = true)]
    public HpcJob[]? Job { get; set; }

    /// <summary>One or several states; All for every state.</summary>
    [Parameter]
    public JobState State { get; set; }

    /// <summary>A name; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = IdSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    public string? Name { get; set; }

    /// <summary>A project; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = IdSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProjectCompleter))]
    public string? Project { get; set; }

    /// <summary>A job template; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = IdSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TemplateNameCompleter))]
    public string? TemplateName { get; set; }

    /// <summary>A pool; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = IdSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(PoolCompleter))]
    public string? Pool { get; set; }

    /// <summary>An owner; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = IdSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(OwnerCompleter))]
    public string? Owner { get; set; }

    /// <summary>Jobs submitted at this time or later.</summary>
    [Parameter(ParameterSetName = IdSet)]
    public DateTime BeginSubmitDate { get; set; }

    /// <summary>Jobs submitted before this time.</summary>
    [Parameter(ParameterSetName = IdSet)]
    public DateTime EndSubmitDate { get; set; }

    /// <summary>Says of each job why it waits, in place of the job.</summary>
    [Parameter(ParameterSetName = IdSet)]
    public SwitchParameter Explain { get; set; }

    /// <summary>Jobs that now run on these nodes.</summary>
    [Parameter(ParameterSetName = NodeNameSet)]
    [ArgumentCompleter(typeof(NodeNameCompleter))]
    public string[]? NodeName { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // What comes through the pipeline may be bound as number and as job; the job knows its scheduler.
        if (Job is { Length: > 0 })
        {
            foreach (var job in Job)
                Show(ClientFor(job.Scheduler), job.Id);
        }
        else if (Id is { Length: > 0 })
        {
            foreach (var id in Id)
                Show(ClientFor(), id);
        }
        else
        {
            Show(ClientFor(), null);
        }
    }

    private void Show(SchedulerClient client, int? id)
    {
        Action<HpcJob> show = Explain ? job => WriteExplanation(client, job) : WriteObject;
        if (Each(client, Query(id), id, show) > 0)
            return;
        // A name that is spelled out is expected to exist; a wildcard, a state or a time is only a question.
        var literals = Literals().ToList();
        if (literals.Count == 0)
            return;
        var text = string.Join(", ", literals.Select(literal => $"{literal.Filter} '{literal.Value}'"));
        Fail(new SchedulerException(SchedulerErrors.NoJobMatches, literals[0].Value, text), literals[0].Value);
    }

    private void WriteExplanation(SchedulerClient client, HpcJob job)
    {
        if (TrySend(client, new ExplainJob(job.Id), job.Id, out var explanation))
            WriteObject(explanation);
    }

    private GetJob Query(int? id)
    {
        var isOpen = id is not null || IsBound(nameof(State)) || ParameterSetName == NodeNameSet;
        return new GetJob
        {
            Ids = id is null ? null : [id.Value],
            State = Given(State) ?? (isOpen ? null : Active),
            Name = Name,
            Project = Project,
            Template = TemplateName,
            Pool = Pool,
            Owner = Owner ?? (isOpen ? null : Caller),
            BeginSubmitDate = Given(BeginSubmitDate),
            EndSubmitDate = Given(EndSubmitDate),
            NodeName = NodeName,
        };
    }

    private IEnumerable<(string Filter, string Value)> Literals()
    {
        (string Filter, string? Value)[] filters =
        [
            (nameof(Name), Name), (nameof(Project), Project), (nameof(TemplateName), TemplateName), (nameof(Pool), Pool), (nameof(Owner), Owner),
        ];
        foreach (var (filter, value) in filters)
        {
            if (!string.IsNullOrEmpty(value) && !WildcardPattern.ContainsWildcardCharacters(value))
                yield return (filter, value);
        }
    }
}
