namespace HpcScheduler.Core.Policy;

/// <summary>What a user may say of a task (scheduler reference, sections 5.2 and 10). Checked before anything is stored.</summary>
internal static class TaskPropertyRules
{
    /// <summary>Checks what was said.</summary>
    /// <exception cref="SchedulerException">The error that names parameter, value and rule.</exception>
    public static void Check(TaskProperties properties)
    {
        var type = properties.Type ?? TaskType.Basic;
        if (!Enum.IsDefined(type))
            throw new SchedulerException(SchedulerErrors.TaskTypeNotSupported, type, type);
        if (string.IsNullOrWhiteSpace(properties.CommandLine))
            throw new SchedulerException(SchedulerErrors.CommandLineMissing, properties.Name);
        CheckTexts(properties);
        CheckCounts(properties, type);
        if (properties.Depend is { Count: > 0 } && string.IsNullOrEmpty(properties.Name))
            throw new SchedulerException(SchedulerErrors.DependWithoutName, properties.Name, $"'{properties.CommandLine}'");
        CheckType(properties, type);
    }

    /// <summary>What was said before with what is said now. What another type cannot have is dropped with the type.</summary>
    public static TaskProperties Merge(TaskProperties before, TaskProperties now)
    {
        var isOtherUnit = UnitRules.Of(now) is { } unit && unit != UnitRules.Of(before);
        var counts = isOtherUnit ? new TaskProperties() : before;
        var isSweep = (now.Type ?? before.Type) == TaskType.ParametricSweep;
        return new()
        {
            Name = now.Name ?? before.Name,
            Type = now.Type ?? before.Type,
            CommandLine = now.CommandLine ?? before.CommandLine,
            WorkDir = now.WorkDir ?? before.WorkDir,
            Stdin = now.Stdin ?? before.Stdin,
            Stdout = now.Stdout ?? before.Stdout,
            Stderr = now.Stderr ?? before.Stderr,
            Env = EnvironmentRules.Merge(before.Env, now.Env),
            CustomProperties = CustomPropertyList.Merge(before.CustomProperties, now.CustomProperties),
            Depend = now.Depend ?? before.Depend,
            MinCores = now.MinCores ?? counts.MinCores,
            MaxCores = now.MaxCores ?? counts.MaxCores,
            MinSockets = now.MinSockets ?? counts.MinSockets,
            MaxSockets = now.MaxSockets ?? counts.MaxSockets,
            MinNodes = now.MinNodes ?? counts.MinNodes,
            MaxNodes = now.MaxNodes ?? counts.MaxNodes,
            RequiredNodes = now.RequiredNodes ?? before.RequiredNodes,
            Exclusive = now.Exclusive ?? before.Exclusive,
            StartValue = now.StartValue ?? (isSweep ? before.StartValue : null),
            EndValue = now.EndValue ?? (isSweep ? before.EndValue : null),
            IncrementValue = now.IncrementValue ?? (isSweep ? before.IncrementValue : null),
            Rerunnable = now.Rerunnable ?? before.Rerunnable,
            RunTime = now.RunTime ?? before.RunTime,
            ValidExitCodes = now.ValidExitCodes ?? before.ValidExitCodes,
            FailJobOnFailure = now.FailJobOnFailure ?? before.FailJobOnFailure,
            FailJobOnFailureCount = now.FailJobOnFailure == false ? null : now.FailJobOnFailureCount ?? before.FailJobOnFailureCount,
        };
    }

    private static void CheckTexts(TaskProperties properties)
    {
        if (properties.Name?.AsSpan().ContainsAny(',', '\n', '\r') == true)
            throw new SchedulerException(SchedulerErrors.InvalidTaskName, properties.Name, properties.Name);
        TextRules.Name("Name", properties.Name);
        TextRules.Bytes("CommandLine", properties.CommandLine, Limits.CommandLine);
        TextRules.Bytes("WorkDir", properties.WorkDir, Limits.Path);
        TextRules.Bytes("Stdin", properties.Stdin, Limits.Path);
        TextRules.Bytes("Stdout", properties.Stdout, Limits.Path);
        TextRules.Bytes("Stderr", properties.Stderr, Limits.Path);
        if (properties.WorkDir is { } workDir && !workDir.StartsWith('/'))
            throw new SchedulerException(SchedulerErrors.WorkDirNotAbsolute, workDir, workDir);
        EnvironmentRules.Check("Env", properties.Env);
        CustomPropertyList.Parse(properties.CustomProperties ?? []);
        ExitCodeList.Parse(properties.ValidExitCodes, "ValidExitCodes");
        TextRules.Names("RequiredNodes", properties.RequiredNodes);
    }

    private static void CheckCounts(TaskProperties properties, TaskType type)
    {
        JobPropertyRules.Range("Cores", properties.MinCores, properties.MaxCores);
        JobPropertyRules.Range("Sockets", properties.MinSockets, properties.MaxSockets);
        JobPropertyRules.Range("Nodes", properties.MinNodes, properties.MaxNodes);
        JobPropertyRules.RunTime(properties.RunTime);
        if (properties.FailJobOnFailureCount is not { } count)
            return;
        if (type is not (TaskType.ParametricSweep or TaskType.Service) && count != 1)
            throw new SchedulerException(SchedulerErrors.FailureCountContradiction, count, type);
        if (count is < 1 or > Limits.FailJobOnFailureCount)
            throw new SchedulerException(SchedulerErrors.ValueOutOfRange, count, "FailJobOnFailureCount", count, $"1 to {Limits.FailJobOnFailureCount}");
    }

    // What a type fixes or forbids: scheduler reference, section 5.2.
    private static void CheckType(TaskProperties properties, TaskType type)
    {
        if (type == TaskType.ParametricSweep)
        {
            CheckSweep(properties.StartValue ?? 1, properties.EndValue ?? 1, properties.IncrementValue ?? 1);
            return;
        }

        Refuse(type, "Start", properties.StartValue);
        Refuse(type, "End", properties.EndValue);
        Refuse(type, "Increment", properties.IncrementValue);
        if (type == TaskType.Basic)
            return;
        Refuse(type, "Depend", properties.Depend is { Count: > 0 } ? properties.Depend : null);
        Refuse(type, "Rerunnable", properties.Rerunnable);
        if (type == TaskType.Service)
            return;
        Refuse(type, "Exclusive", properties.Exclusive == true ? true : null);
        Refuse(type, "RequiredNodes", properties.RequiredNodes is { Count: > 0 } ? properties.RequiredNodes : null);
        Refuse(type, "NumCores", (object?)properties.MinCores ?? properties.MaxCores);
        Refuse(type, "NumSockets", (object?)properties.MinSockets ?? properties.MaxSockets);
        Refuse(type, "NumNodes", (object?)properties.MinNodes ?? properties.MaxNodes);
    }

    private static void CheckSweep(int start, int end, int increment)
    {
        if (increment < 1)
            throw new SchedulerException(SchedulerErrors.InvalidIncrement, increment, increment);
        if (start > end)
            throw new SchedulerException(SchedulerErrors.InvalidSweep, $"{start}-{end}", start, end);
        var count = (((long)end - start) / increment) + 1;
        if (count > Limits.SubTasks)
            throw new SchedulerException(SchedulerErrors.TooManySubTasks, count, count, Limits.SubTasks);
    }

    private static void Refuse(TaskType type, string parameter, object? value)
    {
        if (value is not null)
            throw new SchedulerException(SchedulerErrors.PropertyNotForTaskType, parameter, "-" + parameter, type);
    }
}
