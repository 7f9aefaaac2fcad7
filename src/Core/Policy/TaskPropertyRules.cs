namespace HpcScheduler.Core.Policy;

/// <summary>What a user may say of a task (scheduler reference, sections 5.2 and 10). Checked before anything is stored.</summary>
internal static class TaskPropertyRules
{
    /// <summary>Checks what was said.</summary>
    /// <exception cref="SchedulerException">The error that names parameter, value and rule.</exception>
    public static void Check(TaskProperties properties)
    {
        var type = properties.Type ?? TaskType.Basic;
        if (type is not (TaskType.Basic or TaskType.ParametricSweep or TaskType.NodeRelease))
            throw new SchedulerException(SchedulerErrors.TaskTypeNotSupported, type, type);
        if (string.IsNullOrWhiteSpace(properties.CommandLine))
            throw new SchedulerException(SchedulerErrors.CommandLineMissing, properties.Name);

        TextRules.Name("Name", properties.Name);
        if (properties.Name?.AsSpan().ContainsAny(',', '\n', '\r') == true)
            throw new SchedulerException(SchedulerErrors.InvalidTaskName, properties.Name, properties.Name);
        TextRules.Bytes("CommandLine", properties.CommandLine, Limits.CommandLine);
        TextRules.Bytes("WorkDir", properties.WorkDir, Limits.Path);
        TextRules.Bytes("Stdin", properties.Stdin, Limits.Path);
        TextRules.Bytes("Stdout", properties.Stdout, Limits.Path);
        TextRules.Bytes("Stderr", properties.Stderr, Limits.Path);
        if (properties.WorkDir is { } workDir && !workDir.StartsWith('/'))
            throw new SchedulerException(SchedulerErrors.WorkDirNotAbsolute, workDir, workDir);
        EnvironmentRules.Check("Env", properties.Env);
        JobPropertyRules.CoreRange(properties.MinCores, properties.MaxCores ?? properties.MinCores);
        if (properties.Depend is { Count: > 0 } && string.IsNullOrEmpty(properties.Name))
            throw new SchedulerException(SchedulerErrors.DependWithoutName, properties.Name, $"'{properties.CommandLine}'");
        CheckType(properties, type);
    }

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
        if (type != TaskType.NodeRelease)
            return;
        Refuse(type, "Depend", properties.Depend is { Count: > 0 } ? properties.Depend : null);
        Refuse(type, "Rerunnable", properties.Rerunnable);
        Refuse(type, "NumCores", (object?)properties.MinCores ?? properties.MaxCores);
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
