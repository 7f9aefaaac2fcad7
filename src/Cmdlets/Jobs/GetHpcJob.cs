using System.Management.Automation;
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

    /// <summary>The number of a job, in any state and of any owner.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(JobIdCompleter))]
    public int Id { get; set; }

    /// <summary>One or several states; All for every state.</summary>
    [Parameter(ParameterSetName = IdSet)]
    public JobState State { get; set; }

    /// <summary>A name; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = IdSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(JobNameCompleter))]
    public string? Name { get; set; }

    /// <summary>A project; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = IdSet)]
    [SupportsWildcards]
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
        object? target = IsBound(nameof(Id)) ? Id : null;
        if (Each<HpcJob>(ClientFor(), Query(), target, Explain ? WriteExplanation : WriteObject) > 0)
            return;
        // A name that is spelled out is expected to exist; a wildcard, a state or a time is only a question.
        var literals = Literals().ToList();
        if (literals.Count == 0)
            return;
        var text = string.Join(", ", literals.Select(literal => $"{literal.Filter} '{literal.Value}'"));
        Fail(new SchedulerException(SchedulerErrors.NoJobMatches, literals[0].Value, text), literals[0].Value);
    }

    private void WriteExplanation(HpcJob job)
    {
        if (TrySend(ClientFor(), new ExplainJob(job.Id), job.Id, out var explanation))
            WriteObject(explanation);
    }

    private GetJob Query()
    {
        var isOpen = IsBound(nameof(Id)) || IsBound(nameof(State)) || ParameterSetName == NodeNameSet;
        return new GetJob
        {
            Ids = IsBound(nameof(Id)) ? [Id] : null,
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
