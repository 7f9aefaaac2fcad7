using static HpcScheduler.JobUnitType;
using static HpcScheduler.TaskType;
using Table = HpcScheduler.XmlAttributeTable<HpcScheduler.TaskProperties, HpcScheduler.HpcTask>;

namespace HpcScheduler;

/// <summary>
/// The attributes of a task. What happened to it is written for people to look at and not read. What its type does not allow is not
/// written, and of its minimum and maximum those of its unit are.
/// </summary>
internal static class TaskAttributes
{
    public static readonly Table Table = new(
        new("Id", Write: task => XmlText.Of(task.TaskId)),
        new("NiceId", Write: task => XmlText.Of(task.TaskId)),
        new("ParentJobId", Write: task => XmlText.Of(task.JobId)),
        new("State", Write: task => task.State.ToString()),
        new("Name", (task, value) => task with { Name = value.Text }, task => task.Name),
        new("Type", (task, value) => task with { Type = value.Word<TaskType>() }, task => task.Type.ToString()),

        // An older word than Type, which wins wherever it stands: a file with both says "no sweep" of every other type.
        new("IsParametric", (task, value) => value.Truth ? task with { Type = task.Type ?? ParametricSweep } : task),
        new("CommandLine", (task, value) => task with { CommandLine = value.Text }, task => task.CommandLine),
        new("WorkDirectory", (task, value) => task with { WorkDir = value.Text }, task => task.WorkDir),
        new("StdInFilePath", (task, value) => task with { Stdin = value.Text }, task => task.Stdin),
        new("StdOutFilePath", (task, value) => task with { Stdout = value.Text }, task => task.Stdout),
        new("StdErrFilePath", (task, value) => task with { Stderr = value.Text }, task => task.Stderr),
        new("Stdin", (task, value) => task with { Stdin = value.Text }),
        new("Stdout", (task, value) => task with { Stdout = value.Text }),
        new("Stderr", (task, value) => task with { Stderr = value.Text }),
        new("UnitType", Write: task => IsOfNode(task) ? null : Unit(task).ToString()),
        new("MinCores", (task, value) => task with { MinCores = value.Number }, task => Count(task, Core, task.MinCores)),
        new("MaxCores", (task, value) => task with { MaxCores = value.Number }, task => Count(task, Core, task.MaxCores)),
        new("MinSockets", (task, value) => task with { MinSockets = value.Number }, task => Count(task, Socket, task.MinSockets)),
        new("MaxSockets", (task, value) => task with { MaxSockets = value.Number }, task => Count(task, Socket, task.MaxSockets)),
        new("MinNodes", (task, value) => task with { MinNodes = value.Number }, task => Count(task, Node, task.MinNodes)),
        new("MaxNodes", (task, value) => task with { MaxNodes = value.Number }, task => Count(task, Node, task.MaxNodes)),
        new("MinimumNumberOfProcessors", (task, value) => task with { MinCores = value.Number }),
        new("MaximumNumberOfProcessors", (task, value) => task with { MaxCores = value.Number }),
        new("RequiredNodes", (task, value) => task with { RequiredNodes = value.Names }, task => XmlText.Of(task.RequiredNodes)),
        new("DependsOn", (task, value) => task with { Depend = value.ExactNames }, task => XmlText.Of(task.Depend)),
        new("Depend", (task, value) => task with { Depend = value.ExactNames }),
        new(
            "IsExclusive",
            (task, value) => task with { Exclusive = value.Truth },
            task => IsOfNode(task) ? null : XmlText.Of(task.Exclusive)),
        new(
            "IsRerunnable",
            (task, value) => task with { Rerunnable = value.Truth },
            task => task.Type is Basic or ParametricSweep ? XmlText.Of(task.Rerunnable) : null),
        new("StartValue", (task, value) => task with { StartValue = value.Number }, task => OfSweep(task, task.StartValue)),
        new("EndValue", (task, value) => task with { EndValue = value.Number }, task => OfSweep(task, task.EndValue)),
        new("IncrementValue", (task, value) => task with { IncrementValue = value.Number }, task => OfSweep(task, task.IncrementValue)),
        new("RuntimeSeconds", (task, value) => task with { RunTime = value.Seconds }, task => XmlText.Seconds(task.RunTime)),
        new("Runtime", (task, value) => task with { RunTime = value.RunTime }),
        new("TaskValidExitCodes", (task, value) => task with { ValidExitCodes = value.Text }, task => task.ValidExitCodes),
        new("FailJobOnFailure", (task, value) => task with { FailJobOnFailure = value.Truth }, task => XmlText.Of(task.FailJobOnFailure)),
        new("FailJobOnFailureCount", (task, value) => task with { FailJobOnFailureCount = value.Number }, FailureCount),
        new("CreateTime", Write: task => XmlText.Of(task.CreateTime)),
        new("SubmitTime", Write: task => XmlText.Of(task.SubmitTime)),
        new("StartTime", Write: task => XmlText.Of(task.StartTime)),
        new("PendingReason", Write: task => task.PendingReason.ToString()),
        new("RequeueCount", Write: task => XmlText.Of(task.RequeueCount)));

    /// <summary>
    /// Without the values that HPC Pack writes for tasks whose type has no use for them: a range of one value for what is no sweep, one
    /// core for a task of a node, one failure or none for what has no sub-tasks. Other values stay, and whoever makes the task refuses them.
    /// </summary>
    public static TaskProperties WithoutIdleValues(TaskProperties task)
    {
        var type = task.Type ?? Basic;
        if (type != ParametricSweep && task.StartValue == task.EndValue)
            task = task with { StartValue = null, EndValue = null, IncrementValue = null };
        if (type is NodePrep or NodeRelease && (task.MinCores ?? 1, task.MaxCores ?? 1) == (1, 1))
            task = task with { MinCores = null, MaxCores = null };
        if (task.FailJobOnFailureCount == 0 || (type is not (ParametricSweep or Service) && task.FailJobOnFailureCount == 1))
            task = task with { FailJobOnFailureCount = null };
        return task;
    }

    private static bool IsOfNode(HpcTask task) => task.Type is NodePrep or NodeRelease;

    // The tasks of a job of graphics processors count in sockets, as the job itself does in a file.
    private static JobUnitType Unit(HpcTask task) => task.UnitType == Gpu ? Socket : task.UnitType;

    private static string? Count(HpcTask task, JobUnitType unit, int count) =>
        Unit(task) == unit && count > 0 && !IsOfNode(task) ? XmlText.Of(count) : null;

    private static string? OfSweep(HpcTask task, int value) => task.Type == ParametricSweep ? XmlText.Of(value) : null;

    private static string? FailureCount(HpcTask task) =>
        task is { FailJobOnFailure: true, Type: ParametricSweep or Service } ? XmlText.Of(task.FailJobOnFailureCount) : null;
}
