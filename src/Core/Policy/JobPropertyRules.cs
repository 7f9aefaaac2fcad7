using System.Globalization;

namespace HpcScheduler.Core.Policy;

/// <summary>What a user may say of a job (scheduler reference, section 5.1). Checked before anything is stored.</summary>
internal static class JobPropertyRules
{
    /// <summary>Checks what was said.</summary>
    /// <exception cref="SchedulerException">The error that names parameter, value and rule.</exception>
    public static void Check(JobProperties properties, DateTimeOffset now)
    {
        CheckTexts(properties);
        CheckRanges(properties);
        if (properties.ExpandedPriority is { } priority and (< 0 or > Limits.Priority))
            throw new SchedulerException(SchedulerErrors.InvalidPriority, priority, priority);
        if (properties.Progress is { } progress and (< 0 or > 100))
            throw new SchedulerException(SchedulerErrors.ProgressOutOfRange, progress, progress);
        RunTime(properties.RunTime);
        if (properties.ParentJobIds?.Where(id => id < 1).Cast<int?>().FirstOrDefault() is { } wrong)
            throw new SchedulerException(SchedulerErrors.InvalidParentJobIds, wrong, wrong, "numbers of jobs are from 1");
        if (Hold(properties) is { } hold)
        {
            if (hold <= now)
                throw new SchedulerException(SchedulerErrors.HoldUntilPast, properties.HoldUntil, Text(hold));
            if (hold > now + Limits.Hold)
                throw new SchedulerException(SchedulerErrors.HoldUntilTooLong, properties.HoldUntil, Text(hold));
        }
    }

    /// <summary>Checks all counts and their minima and maxima; also after a merge, for a minimum of now and a maximum of before may disagree.</summary>
    /// <exception cref="SchedulerException">HpcValueOutOfRange, HpcMinGreaterThanMax.</exception>
    public static void CheckRanges(JobProperties properties)
    {
        Range("Cores", properties.MinCores, properties.MaxCores);
        Range("Sockets", properties.MinSockets, properties.MaxSockets);
        Range("Nodes", properties.MinNodes, properties.MaxNodes);
        Range("Gpus", properties.MinGpus, properties.MaxGpus);
        Range("CoresPerNode", properties.MinCoresPerNode, properties.MaxCoresPerNode);
        Range("MemoryPerNode", properties.MinMemoryPerNode, properties.MaxMemoryPerNode);
        NotNegative("EstimatedProcessMemory", properties.EstimatedProcessMemory);
        NotNegative("TaskExecutionFailureRetryLimit", properties.TaskExecutionFailureRetryLimit);
    }

    /// <summary>Checks a minimum and a maximum of a unit.</summary>
    /// <exception cref="SchedulerException">HpcValueOutOfRange, HpcMinGreaterThanMax.</exception>
    public static void Range(string unit, int? minimum, int? maximum)
    {
        if (minimum is < 1)
            throw new SchedulerException(SchedulerErrors.ValueOutOfRange, minimum, "Min" + unit, minimum, "1 or more");
        if (maximum is < 1)
            throw new SchedulerException(SchedulerErrors.ValueOutOfRange, maximum, "Max" + unit, maximum, "1 or more");
        if (minimum > maximum)
            throw new SchedulerException(SchedulerErrors.MinGreaterThanMax, $"{minimum}-{maximum}", minimum, maximum);
    }

    /// <summary>Checks a run time: whole seconds, as many as a 32-bit number holds; zero for no limit.</summary>
    /// <exception cref="SchedulerException">HpcValueOutOfRange.</exception>
    public static void RunTime(TimeSpan? time)
    {
        if (time is { TotalSeconds: < 0 or > int.MaxValue })
            throw new SchedulerException(SchedulerErrors.ValueOutOfRange, time, "RunTime", time, "0 to 2147483647 seconds");
    }

    /// <summary>The run time that limits; null for none.</summary>
    public static TimeSpan? Limit(TimeSpan? time) => time > TimeSpan.Zero ? time : null;

    /// <summary>The hold that was said; null for none or for taking it away.</summary>
    public static DateTimeOffset? Hold(JobProperties properties) =>
        properties.HoldUntil is { } hold && hold != DateTime.MinValue ? new DateTimeOffset(hold).ToUniversalTime() : null;

    /// <summary>What was said before with what is said now. The hold is not among it: the record has it. Neither are excluded nodes.</summary>
    public static JobProperties Merge(JobProperties before, JobProperties now)
    {
        var unit = now.UnitType ?? before.UnitType;
        // Counts in another unit than the one that counts mean nothing.
        var counts = UnitRules.Of(before) == (unit ?? JobUnitType.Core) ? before : new JobProperties();
        var keepMinimum = now.AutoCalculateMin != true;
        var keepMaximum = now.AutoCalculateMax != true;
        return new()
        {
            Name = now.Name ?? before.Name,
            Project = now.Project ?? before.Project,
            Template = now.Template ?? before.Template,
            ExpandedPriority = now.ExpandedPriority ?? before.ExpandedPriority,
            UnitType = unit,
            MinCores = keepMinimum ? now.MinCores ?? counts.MinCores : null,
            MaxCores = keepMaximum ? now.MaxCores ?? counts.MaxCores : null,
            MinSockets = keepMinimum ? now.MinSockets ?? counts.MinSockets : null,
            MaxSockets = keepMaximum ? now.MaxSockets ?? counts.MaxSockets : null,
            MinNodes = keepMinimum ? now.MinNodes ?? counts.MinNodes : null,
            MaxNodes = keepMaximum ? now.MaxNodes ?? counts.MaxNodes : null,
            MinGpus = keepMinimum ? now.MinGpus ?? counts.MinGpus : null,
            MaxGpus = keepMaximum ? now.MaxGpus ?? counts.MaxGpus : null,
            AutoCalculateMin = now.AutoCalculateMin ?? (UnitRules.Minimum(now with { UnitType = unit }) is null ? before.AutoCalculateMin : false),
            AutoCalculateMax = now.AutoCalculateMax ?? (UnitRules.Maximum(now with { UnitType = unit }) is null ? before.AutoCalculateMax : false),
            RunTime = now.RunTime ?? before.RunTime,
            RunUntilCanceled = now.RunUntilCanceled ?? before.RunUntilCanceled,
            Exclusive = now.Exclusive ?? before.Exclusive,
            SingleNode = now.SingleNode ?? before.SingleNode,
            RequestedNodes = now.RequestedNodes ?? before.RequestedNodes,
            ExcludedNodes = before.ExcludedNodes,
            NodeGroups = now.NodeGroups ?? before.NodeGroups,
            NodeGroupOp = now.NodeGroupOp ?? before.NodeGroupOp,
            OrderBy = now.OrderBy is null ? before.OrderBy : NodeOrder.Parse(now.OrderBy),
            MinMemoryPerNode = now.MinMemoryPerNode ?? before.MinMemoryPerNode,
            MaxMemoryPerNode = now.MaxMemoryPerNode ?? before.MaxMemoryPerNode,
            MinCoresPerNode = now.MinCoresPerNode ?? before.MinCoresPerNode,
            MaxCoresPerNode = now.MaxCoresPerNode ?? before.MaxCoresPerNode,
            EstimatedProcessMemory = now.EstimatedProcessMemory ?? before.EstimatedProcessMemory,
            FailOnTaskFailure = now.FailOnTaskFailure ?? before.FailOnTaskFailure,
            FailDependentTasks = now.FailDependentTasks ?? before.FailDependentTasks,
            TaskExecutionFailureRetryLimit = now.TaskExecutionFailureRetryLimit ?? before.TaskExecutionFailureRetryLimit,
            ValidExitCodes = now.ValidExitCodes ?? before.ValidExitCodes,
            JobEnv = EnvironmentRules.Merge(before.JobEnv, now.JobEnv),
            CustomProperties = CustomPropertyList.Merge(before.CustomProperties, now.CustomProperties),
            License = now.License ?? before.License,
            ParentJobIds = now.ParentJobIds is null ? before.ParentJobIds : [.. now.ParentJobIds.Distinct()],
            Progress = now.Progress ?? before.Progress,
            ProgressMessage = now.ProgressMessage ?? before.ProgressMessage,
            NotifyOnStart = now.NotifyOnStart ?? before.NotifyOnStart,
            NotifyOnCompletion = now.NotifyOnCompletion ?? before.NotifyOnCompletion,
            EmailAddress = now.EmailAddress ?? before.EmailAddress,
        };
    }

    /// <summary>
    /// What a copy of a job takes over: all but what belongs to this one job, its hold, progress, parents and excluded nodes (scheduler
    /// reference, section 5.4).
    /// </summary>
    public static JobProperties Copy(JobProperties properties) =>
        properties with { ParentJobIds = null, ExcludedNodes = null, Progress = null, ProgressMessage = null, HoldUntil = null };

    private static void CheckTexts(JobProperties properties)
    {
        TextRules.Name("Name", properties.Name);
        TextRules.Name("Project", properties.Project);
        TextRules.Length("ProgressMessage", properties.ProgressMessage, Limits.ProgressMessage);
        TextRules.Length("EmailAddress", properties.EmailAddress, Limits.EmailAddress);
        if (properties.EmailAddress is { Length: > 0 } address && !IsAddress(address))
            throw new SchedulerException(SchedulerErrors.InvalidEmailAddress, address, address);
        EnvironmentRules.Check("JobEnv", properties.JobEnv);
        CustomPropertyList.Parse(properties.CustomProperties ?? []);
        LicenseList.Check(properties.License ?? []);
        if (properties.OrderBy is { } order)
            NodeOrder.Parse(order);
        ExitCodeList.Parse(properties.ValidExitCodes, "ValidExitCodes");
        TextRules.Names("RequestedNodes", properties.RequestedNodes);
    }

    private static void NotNegative(string name, int? value)
    {
        if (value is < 0)
            throw new SchedulerException(SchedulerErrors.ValueOutOfRange, value, name, value, "0 or more");
    }

    private static bool IsAddress(string address) =>
        address.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < address.Length - 1
        && address.IndexOf('@', at + 1) < 0 && !address.Any(char.IsWhiteSpace);

    private static string Text(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
