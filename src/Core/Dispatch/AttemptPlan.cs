using System.Globalization;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Dispatch;

/// <summary>What the engine is told about a run of a task: the text with its values, and the environment (scheduler reference, section 9).</summary>
internal static class AttemptPlan
{
    private const int NoLimit = int.MaxValue;

    public static Attempt Of(JobRecord job, TaskRecord task, string schedulerPath)
    {
        var properties = task.Properties;
        var isSubTask = task.Key.SubTaskId != 0;
        var value = isSubTask ? Asterisks.ValueOf(properties, task.Key.SubTaskId) : 0;
        return new Attempt
        {
            Key = new AttemptKey(task.Key, task.Instance),
            CommandLine = Text(properties.CommandLine)!,
            WorkDir = properties.WorkDir,
            Stdin = Text(properties.Stdin),
            Stdout = Text(properties.Stdout),
            Stderr = Text(properties.Stderr),
            Environment = [.. Variables(job, task), .. OwnVariables(job, task, schedulerPath, Text)],
        };

        string? Text(string? text) => isSubTask ? Asterisks.Replace(text, value) : text;
    }

    private static IEnumerable<KeyValuePair<string, string>> Variables(JobRecord job, TaskRecord task) =>
        (job.Properties.JobEnv ?? []).Concat(task.Properties.Env ?? []).Select(EnvironmentRules.Split);

    private static IEnumerable<KeyValuePair<string, string>> OwnVariables(
        JobRecord job, TaskRecord task, string schedulerPath, Func<string?, string?> text)
    {
        var nodes = string.Join(' ', job.AllocatedNodes.Select(node => $"{node} {Number(task.AllocatedCores)}"));
        var counted = $"{Number(job.AllocatedNodes.Count)} {nodes}".TrimEnd();
        yield return new("CCP_JOBID", Number(task.Key.JobId));
        yield return new("CCP_TASKID", Number(task.Key.TaskId));
        yield return new("CCP_TASKINSTANCEID", Number(task.Key.SubTaskId));
        yield return new("CCP_JOBNAME", job.Properties.Name ?? "");
        yield return new("CCP_JOBTYPE", job.JobType.ToString());
        yield return new("CCP_JOBTEMPLATE", "Default");
        yield return new("CCP_NODES", counted);
        yield return new("CCP_NODES_CORES", counted);
        yield return new("CCP_NUMCPUS", Number(task.AllocatedCores));
        yield return new("CCP_RETRY_COUNT", Number(task.RequeueCount + task.AutoRequeueCount));
        yield return new("CCP_RERUNNABLE", (task.Properties.Rerunnable ?? true).ToString());
        yield return new("CCP_EXCLUSIVE", bool.FalseString);
        yield return new("CCP_RUNTIME", Number(NoLimit));
        yield return new("CCP_WORKDIR", task.Properties.WorkDir ?? "");
        yield return new("CCP_STDIN", text(task.Properties.Stdin) ?? "");
        yield return new("CCP_STDOUT", text(task.Properties.Stdout) ?? "");
        yield return new("CCP_STDERR", text(task.Properties.Stderr) ?? "");
        yield return new("CCP_SCHEDULER", schedulerPath);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
