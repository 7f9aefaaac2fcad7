using System.Globalization;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Core.Policy;

/// <summary>What a user may say of a job (scheduler reference, section 5.1). Checked before anything is stored.</summary>
internal static class JobPropertyRules
{
    /// <summary>Checks what was said.</summary>
    /// <exception cref="SchedulerException">The error that names parameter, value and rule.</exception>
    public static void Check(JobProperties properties, DateTimeOffset now)
    {
        TextRules.Name("Name", properties.Name);
        TextRules.Name("Project", properties.Project);
        EnvironmentRules.Check("JobEnv", properties.JobEnv);
        if (properties.ExpandedPriority is { } priority and (< 0 or > Limits.Priority))
            throw new SchedulerException(SchedulerErrors.InvalidPriority, priority, priority);
        CoreRange(properties.MinCores, properties.MaxCores);
        if (Hold(properties) is { } hold)
        {
            if (hold <= now)
                throw new SchedulerException(SchedulerErrors.HoldUntilPast, properties.HoldUntil, Text(hold));
            if (hold > now + Limits.Hold)
                throw new SchedulerException(SchedulerErrors.HoldUntilTooLong, properties.HoldUntil, Text(hold));
        }
    }

    /// <summary>Checks a minimum and a maximum of cores.</summary>
    /// <exception cref="SchedulerException">HpcValueOutOfRange, HpcMinGreaterThanMax.</exception>
    public static void CoreRange(int? minimum, int? maximum)
    {
        if (minimum is < 1)
            throw new SchedulerException(SchedulerErrors.ValueOutOfRange, minimum, "MinCores", minimum, "1 or more");
        if (maximum is < 1)
            throw new SchedulerException(SchedulerErrors.ValueOutOfRange, maximum, "MaxCores", maximum, "1 or more");
        if (minimum > maximum)
            throw new SchedulerException(SchedulerErrors.MinGreaterThanMax, $"{minimum}-{maximum}", minimum, maximum);
    }

    /// <summary>The hold that was said; null for none or for taking it away.</summary>
    public static DateTimeOffset? Hold(JobProperties properties) =>
        properties.HoldUntil is { } hold && hold != DateTime.MinValue ? new DateTimeOffset(hold).ToUniversalTime() : null;

    /// <summary>What was said before with what is said now. The hold is not among it: the record has it.</summary>
    public static JobProperties Merge(JobProperties before, JobProperties now) => new()
    {
        Name = now.Name ?? before.Name,
        Project = now.Project ?? before.Project,
        ExpandedPriority = now.ExpandedPriority ?? before.ExpandedPriority,
        MinCores = now.AutoCalculateMin == true ? null : now.MinCores ?? before.MinCores,
        MaxCores = now.AutoCalculateMax == true ? null : now.MaxCores ?? before.MaxCores,
        AutoCalculateMin = now.AutoCalculateMin ?? (now.MinCores is null ? before.AutoCalculateMin : false),
        AutoCalculateMax = now.AutoCalculateMax ?? (now.MaxCores is null ? before.AutoCalculateMax : false),
        JobEnv = now.JobEnv ?? before.JobEnv,
    };

    /// <summary>
    /// The minimum and maximum that count: what was said, or for what was not said, the largest minimum of the tasks and the sum of
    /// their maxima (scheduler reference, section 5.1).
    /// </summary>
    public static (int Minimum, int Maximum) Cores(JobProperties properties, IEnumerable<TaskEntry> tasks)
    {
        var largestMinimum = 1;
        long sumOfMaxima = 0;
        foreach (var task in tasks)
        {
            largestMinimum = Math.Max(largestMinimum, task.Record.MinUnits);
            sumOfMaxima += (long)task.Record.MaxUnits * Math.Max(1, task.Record.SubTaskCount);
        }

        var minimum = properties.MinCores ?? Math.Min(largestMinimum, properties.MaxCores ?? int.MaxValue);
        var maximum = properties.MaxCores ?? (int)Math.Clamp(sumOfMaxima, minimum, int.MaxValue);
        return (minimum, maximum);
    }

    private static string Text(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
