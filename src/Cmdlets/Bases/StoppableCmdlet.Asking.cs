using System.Management.Automation;
using System.Reflection;
using HpcScheduler.Protocol;

namespace HpcScheduler.Cmdlets;

/// <content>What is said of a job or task before something is done to it.</content>
public abstract partial class StoppableCmdlet
{
    private bool? _isTold;

    // Whoever is only to be told, or asked, wants to know more than a number; a command that just goes on does not ask for it.
    private bool IsTold => _isTold ??= IsTrue("WhatIf") || IsTrue("Confirm") || IsTrue("Verbose") || AsksByPreference();

    /// <summary>Whether to go on with a job. With -WhatIf, and before a question, it is looked at: one that is not there is an error.</summary>
    /// <param name="reference">The job.</param>
    /// <param name="action">What is to be done.</param>
    private protected bool MayProcess(JobRef reference, string action)
    {
        if (!IsTold)
            return ShouldProcess($"job {reference.Id}", action);
        HpcJob? job = null;
        Each<HpcJob>(reference.Client, new GetJob { Ids = [reference.Id] }, reference.Id, found => job = found);
        return job is not null && ShouldProcess(Describe(job), action);
    }

    /// <summary>As above, for a task.</summary>
    private protected bool MayProcess(TaskRef reference, string action)
    {
        var key = reference.Key;
        if (!IsTold)
            return ShouldProcess($"task {key}", action);
        HpcTask? task = null;
        var query = new GetTask(key.JobId, key.TaskId, key.SubTaskId == 0 ? null : key.SubTaskId, null);
        Each<HpcTask>(reference.Client, query, key.ToString(), found => task = found);
        return task is not null && ShouldProcess($"task {key}{Quoted(task.Name)} ({task.State})", action);
    }

    private static string Describe(HpcJob job)
    {
        var running = job.RunningTaskCount switch
        {
            0 => "no task runs",
            1 => "1 task runs",
            var count => $"{count} tasks run",
        };
        var end = job.HasEnded() && job.EndTime is { } time ? $", ended {time:yyyy-MM-dd HH:mm:ss}" : "";
        return $"job {job.Id}{Quoted(job.Name)} ({job.State}{end}, {running})";
    }

    private static string Quoted(string name) => name.Length == 0 ? "" : $" '{PlainText.Line(name)}'";

    private bool IsTrue(string parameter) => MyInvocation.BoundParameters.TryGetValue(parameter, out var given)
        ? given is SwitchParameter { IsPresent: true }
        : parameter == "WhatIf" && LanguagePrimitives.IsTrue(SessionState.PSVariable.GetValue("WhatIfPreference"));

    private bool AsksByPreference() => !IsBound("Confirm")
        && GetType().GetCustomAttribute<CmdletAttribute>() is { } attribute
        && LanguagePrimitives.TryConvertTo(SessionState.PSVariable.GetValue("ConfirmPreference"), out ConfirmImpact preference)
        && preference != ConfirmImpact.None && attribute.ConfirmImpact >= preference;
}
