using System.Text;

namespace HpcScheduler.Core.Policy;

/// <summary>About how many bytes are kept of what a user says: its texts, and something for each entry of a list.</summary>
public static class KeptSize
{
    private const int Entry = 3;

    /// <summary>Of a job.</summary>
    public static long Of(JobProperties job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return Of(job.Name) + Of(job.Project) + Of(job.Template) + Of(job.ValidExitCodes) + Of(job.ProgressMessage) + Of(job.EmailAddress)
            + Of(job.RequestedNodes) + Of(job.ExcludedNodes) + Of(job.NodeGroups) + Of(job.OrderBy) + Of(job.JobEnv) + Of(job.CustomProperties) + Of(job.License)
            + (job.ParentJobIds?.Count ?? 0) * Entry;
    }

    /// <summary>Of a task.</summary>
    public static long Of(TaskProperties task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return Of(task.Name) + Of(task.CommandLine) + Of(task.WorkDir) + Of(task.Stdin) + Of(task.Stdout) + Of(task.Stderr) + Of(task.ValidExitCodes)
            + Of(task.Env) + Of(task.CustomProperties) + Of(task.Depend) + Of(task.RequiredNodes);
    }

    private static long Of(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);

    private static long Of(IReadOnlyList<string>? texts) => texts?.Sum(text => Of(text) + Entry) ?? 0;
}
