using System.Collections.Frozen;
using System.Globalization;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Dispatch;

/// <summary>What the engine is told about a run of a task: the text with its values, and the environment (scheduler reference, section 9).</summary>
internal static class AttemptPlan
{
    private const int NoLimit = int.MaxValue;
    private const long Megabyte = 1024 * 1024;

    /// <summary>The names of the variables that every task has, or may have.</summary>
    public static readonly FrozenSet<string> OwnNames = OwnVariables(
            new Ledger(),
            "",
            new JobRecord { Id = 1, Owner = "", Properties = new JobProperties(), State = JobState.Running, CreateTime = default, ChangeTime = default },
            new TaskRecord
            {
                Key = new TaskKey(1, 1),
                Properties = new TaskProperties(),
                State = TaskState.Running,
                CreateTime = default,
                ChangeTime = default,
                AllocatedGpuIds = [0],
            },
            text => text)
        .Select(variable => variable.Key).Append(HostFile.Variable).ToFrozenSet(StringComparer.Ordinal);

    // The numbers are those of nvidia-smi, which counts by slot; CUDA by itself counts by speed. Whoever says otherwise knows why.
    private static readonly KeyValuePair<string, string>[] OrderOfGpus = [new("CUDA_DEVICE_ORDER", "PCI_BUS_ID")];

    public static Attempt Of(Turn turn, JobRecord job, TaskRecord task)
    {
        var properties = task.Properties;
        var isSubTask = task.Key.SubTaskId != 0;
        var value = isSubTask ? Asterisks.ValueOf(properties, task.Key.SubTaskId) : 0;
        return new Attempt
        {
            Key = new AttemptKey(task.Key, task.Instance),
            Owner = job.Owner,
            CommandLine = Text(properties.CommandLine)!,
            WorkDir = properties.WorkDir,
            Stdin = Text(properties.Stdin),
            Stdout = Text(properties.Stdout),
            Stderr = Text(properties.Stderr),
            Environment =
            [
                .. task.AllocatedGpuIds.Count > 0 ? OrderOfGpus : [],
                .. turn.Ledger.ClusterProperties.Environment.Select(EnvironmentRules.Split),
                .. Variables(job, task),
                .. OwnVariables(turn.Ledger, turn.SchedulerPath, job, task, Text),
            ],
            Node = task.AllocatedNodes is [var first, ..] ? first : "",
            Processors = AffinityRules.ProcessorsOf(turn, job, task),
            Gpus = task.AllocatedGpuIds,
            Memory = MemoryOf(turn.Ledger, task),
            Shell = turn.Ledger.ClusterProperties.TaskShell is { Length: > 0 } shell ? shell : null,
            Umask = turn.Ledger.ClusterProperties.TaskUmask is { Length: > 0 } mask ? mask : null,
            HostFile = HostFile.Of(task.Shares, turn.Ledger.ClusterProperties.Environment.Select(EnvironmentRules.Split).Concat(Variables(job, task))),
            OutputLimit = turn.Ledger.ClusterProperties.TaskOutputLimit is > 0 and var megabytes ? megabytes * Megabyte : null,
        };

        string? Text(string? text) => isSubTask ? Asterisks.Replace(text, value) : text;
    }

    private static IEnumerable<KeyValuePair<string, string>> Variables(JobRecord job, TaskRecord task) =>
        (job.Properties.JobEnv ?? []).Concat(task.Properties.Env ?? []).Select(EnvironmentRules.Split);

    private static IEnumerable<KeyValuePair<string, string>> OwnVariables(
        Ledger ledger, string schedulerPath, JobRecord job, TaskRecord task, Func<string?, string?> text)
    {
        var shares = task.Shares;
        var named = Variables(job, task).Select(variable => variable.Key).Distinct(StringComparer.Ordinal);
        var runTime = task.RunTime ?? job.RunTime;
        yield return new("CCP_JOBID", Number(task.Key.JobId));
        yield return new("CCP_TASKID", Number(task.Key.TaskId));
        yield return new("CCP_TASKINSTANCEID", Number(task.Key.SubTaskId));
        yield return new("CCP_TASKSYSTEMID", SystemId(task.Key));
        yield return new("CCP_TASKCONTEXT", $"{Number(task.Key.JobId)}.{SystemId(task.Key)}");
        yield return new("CCP_JOBNAME", job.Properties.Name ?? "");
        yield return new("CCP_JOBTYPE", job.JobType.ToString());
        yield return new("CCP_JOBTEMPLATE", job.Properties.Template ?? "Default");
        yield return new("CCP_NODES", Counted(shares, share => share.Cores / PerUnit(ledger, job, share.Node)));
        yield return new("CCP_NODES_CORES", Counted(shares, share => share.Cores));
        yield return new("CCP_NUMCPUS", Number(task.AllocatedCores));
        yield return new("CCP_COREIDS", string.Join(' ', task.AllocatedCoreIds.Take(shares.Count > 1 ? shares[0].Cores : int.MaxValue).Select(Number)));
        if (task.AllocatedGpuIds.Count > 0)
        {
            yield return new("CCP_GPUIDS", string.Join(' ', task.AllocatedGpuIds.Select(Number)));
            yield return new("CUDA_VISIBLE_DEVICES", string.Join(',', task.AllocatedGpuIds.Select(Number)));
        }

        yield return new("CCP_RETRY_COUNT", Number(task.RequeueCount + task.AutoRequeueCount + task.ExecutionFailureRetryCount));
        yield return new("CCP_TASK_PREV_EXITCODE", task.PreviousExitCode is { } code ? Number(code) : "");
        yield return new("CCP_RERUNNABLE", (task.Properties.Rerunnable ?? true).ToString());
        yield return new("CCP_EXCLUSIVE", (task.Properties.Exclusive ?? false).ToString());
        yield return new("CCP_RUNTIME", runTime is { } time ? Number((int)time.TotalSeconds) : Number(NoLimit));
        yield return new("CCP_WORKDIR", task.Properties.WorkDir ?? "");
        yield return new("CCP_STDIN", text(task.Properties.Stdin) ?? "");
        yield return new("CCP_STDOUT", text(task.Properties.Stdout) ?? "");
        yield return new("CCP_STDERR", text(task.Properties.Stderr) ?? "");
        yield return new("CCP_OWNER_SID", job.Owner);
        yield return new("CCP_ENVLIST", string.Join(',', named));
        yield return new("CCP_ISADMIN", job.JobType.HasFlag(JobType.Admin) ? "1" : "0");
        yield return new("CCP_CLUSTER_NAME", ledger.ClusterName);
        yield return new("CCP_SCHEDULER", schedulerPath);
        yield return new("CCP_CONNECTIONSTRING", schedulerPath);
        yield return new("CCP_DATA", schedulerPath);
    }

    // A part of the machine has no more than was given to it. A task on several nodes would be held to what one of them has.
    private static int? MemoryOf(Ledger ledger, TaskRecord task) =>
        task.AllocatedNodes is [var only] && ledger.Nodes.TryGetValue(only, out var node) && node.Record is { IsDiscovered: false, Memory: > 0 and var memory }
            ? memory
            : null;

    private static string Counted(IReadOnlyList<NodeShare> shares, Func<NodeShare, int> count) =>
        $"{Number(shares.Count)} {string.Join(' ', shares.Select(share => $"{share.Node} {Number(count(share))}"))}".TrimEnd();

    private static int PerUnit(Ledger ledger, JobRecord job, string node) => ledger.Nodes.TryGetValue(node, out var entry)
        ? UnitRules.Cores(UnitRules.Of(job.Properties), entry.Record)
        : job.CoresPerUnit;

    /// <summary>A number that no other task of the scheduler has.</summary>
    private static string SystemId(TaskKey key) => string.Create(CultureInfo.InvariantCulture, $"{key.JobId}{key.TaskId:D7}{key.SubTaskId:D7}");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
