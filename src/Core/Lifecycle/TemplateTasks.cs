using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// The tasks that prepare and release nodes and that a job has from its template (scheduler reference, section 6.10). They come with each
/// submission, as the template has them then; a task of the kind that was said of the job takes their place.
/// </summary>
internal static class TemplateTasks
{
    private static readonly (TaskType Type, string Property)[] Kinds =
    [
        (TaskType.NodePrep, JobTemplateProperties.NodePrepareTask),
        (TaskType.NodeRelease, JobTemplateProperties.NodeReleaseTask),
    ];

    /// <summary>Gives a job that is being submitted what its template says now, and takes away what it does not say any more.</summary>
    public static void Renew(Turn turn, JobEntry job)
    {
        if (job.Record.IsCommand || JobTemplateRules.Find(turn, job.Record) is not { } template)
            return;
        foreach (var (type, property) in Kinds)
        {
            var commandLine = CommandLine(turn, template, type, property);
            var task = Find(job, type);
            if (task is { Record.IsOfTemplate: true } && task.Record.Properties.CommandLine != commandLine && !HasSurvivors(turn, task))
            {
                turn.Ledger.Delete(job, task);
                task = null;
            }

            if (task is null && commandLine is not null)
                AddTaskRules.Add(turn, job, [new() { Type = type, CommandLine = commandLine }], isOfTemplate: true);
        }
    }

    /// <summary>Takes the template's task of a type away: its place is for one that was said.</summary>
    public static void GiveWay(Turn turn, JobEntry job, TaskType? type)
    {
        if (type is { } said && Find(job, said) is { Record.IsOfTemplate: true } task)
            turn.Ledger.Delete(job, task);
    }

    /// <summary>The error of a job with a task where its template allows only its own; null if there is none.</summary>
    public static SchedulerException? Check(JobTemplateRecord? template, JobEntry job)
    {
        if (template is null)
            return null;
        foreach (var (type, property) in Kinds)
        {
            if (JobTemplateRules.ItemOf(template, property) is { ReadOnly: true, Default: { } only }
                && Find(job, type) is { Record: { IsOfTemplate: false, Properties.CommandLine: var said } } && said != only)
            {
                return new SchedulerException(SchedulerErrors.TemplateValueInvalid, property, template.Name, property, said, only);
            }
        }

        return null;
    }

    // Where the cluster runs no node release tasks at all, whoever submits a job could not help that its template has one.
    private static string? CommandLine(Turn turn, JobTemplateRecord template, TaskType type, string property) =>
        type == TaskType.NodeRelease && turn.Ledger.ClusterProperties.NodeReleaseTaskTimeout == 0
            ? null
            : JobTemplateRules.ItemOf(template, property)?.Default;

    private static TaskEntry? Find(JobEntry job, TaskType type) => type switch
    {
        TaskType.NodePrep => job.NodePrep,
        TaskType.NodeRelease => job.NodeRelease,
        _ => null,
    };

    // A process of it that could not be killed is still known by its number.
    private static bool HasSurvivors(Turn turn, TaskEntry task) => turn.Ledger.Fences.Keys.Any(key => key.Task.Master == task.Record.Key);
}
