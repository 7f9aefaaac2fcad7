namespace HpcScheduler.Unit.Contracts.JobFile;

/// <summary>Stands for a scheduler: what it shows of a job or task for which this was said, without what happens to it.</summary>
internal static class SchedulerView
{
    public static HpcJob Of(JobProperties job) => new()
    {
        Name = job.Name ?? "",
        Project = job.Project ?? "",
        Template = job.Template ?? "Default",
        Priority = ExpandedPriority.ToText(job.ExpandedPriority ?? 2000),
        ExpandedPriority = job.ExpandedPriority ?? 2000,
        UnitType = job.UnitType ?? JobUnitType.Core,
        MinCores = job.MinCores ?? 0,
        MaxCores = job.MaxCores ?? 0,
        MinSockets = job.MinSockets ?? 0,
        MaxSockets = job.MaxSockets ?? 0,
        MinNodes = job.MinNodes ?? 0,
        MaxNodes = job.MaxNodes ?? 0,
        MinGpus = job.MinGpus ?? 0,
        MaxGpus = job.MaxGpus ?? 0,
        AutoCalculateMin = job.AutoCalculateMin ?? true,
        AutoCalculateMax = job.AutoCalculateMax ?? true,
        RunTime = job.RunTime == TimeSpan.Zero ? null : job.RunTime,
        RunUntilCanceled = job.RunUntilCanceled ?? false,
        Exclusive = job.Exclusive ?? false,
        SingleNode = job.SingleNode ?? false,
        RequestedNodes = HpcList.Of(job.RequestedNodes),
        NodeGroups = HpcList.Of(job.NodeGroups),
        NodeGroupOp = job.NodeGroupOp ?? JobNodeGroupOp.Intersect,
        OrderBy = HpcList.Of(job.OrderBy),
        MinMemoryPerNode = job.MinMemoryPerNode ?? 1,
        MaxMemoryPerNode = job.MaxMemoryPerNode ?? int.MaxValue,
        MinCoresPerNode = job.MinCoresPerNode ?? 1,
        MaxCoresPerNode = job.MaxCoresPerNode ?? int.MaxValue,
        EstimatedProcessMemory = job.EstimatedProcessMemory ?? 0,
        FailOnTaskFailure = job.FailOnTaskFailure ?? false,
        FailDependentTasks = job.FailDependentTasks ?? false,
        TaskExecutionFailureRetryLimit = job.TaskExecutionFailureRetryLimit ?? 0,
        ValidExitCodes = job.ValidExitCodes ?? "",
        CustomProperties = HpcList.Of(job.CustomProperties),
        License = HpcList.Of(job.License),
        ParentJobIds = HpcList.Of(job.ParentJobIds),
        NotifyOnStart = job.NotifyOnStart ?? false,
        NotifyOnCompletion = job.NotifyOnCompletion ?? false,
        EmailAddress = job.EmailAddress ?? "",
        JobEnv = HpcList.Of(job.JobEnv),
        HoldUntil = job.HoldUntil,
    };

    public static HpcTask Of(TaskProperties task, JobUnitType unit, int id)
    {
        var isSweep = task.Type == TaskType.ParametricSweep;
        var fails = task.FailJobOnFailure ?? task.FailJobOnFailureCount > 0;
        return new HpcTask
        {
            TaskId = id,
            Name = task.Name ?? "",
            Type = task.Type ?? TaskType.Basic,
            CommandLine = task.CommandLine ?? "",
            WorkDir = task.WorkDir,
            Stdin = task.Stdin,
            Stdout = task.Stdout,
            Stderr = task.Stderr,
            Env = HpcList.Of(task.Env),
            CustomProperties = HpcList.Of(task.CustomProperties),
            Depend = HpcList.Of(task.Depend),
            UnitType = unit,
            MinCores = task.MinCores ?? 0,
            MaxCores = task.MaxCores ?? 0,
            MinSockets = task.MinSockets ?? 0,
            MaxSockets = task.MaxSockets ?? 0,
            MinNodes = task.MinNodes ?? 0,
            MaxNodes = task.MaxNodes ?? 0,
            RequiredNodes = HpcList.Of(task.RequiredNodes),
            Exclusive = task.Exclusive ?? false,
            StartValue = isSweep ? task.StartValue ?? 1 : 0,
            EndValue = isSweep ? task.EndValue ?? 1 : 0,
            IncrementValue = isSweep ? task.IncrementValue ?? 1 : 0,
            Rerunnable = task.Rerunnable ?? true,
            RunTime = task.RunTime == TimeSpan.Zero ? null : task.RunTime,
            ValidExitCodes = task.ValidExitCodes ?? "",
            FailJobOnFailure = fails,
            FailJobOnFailureCount = fails ? task.FailJobOnFailureCount ?? 1 : 0,
        };
    }
}
