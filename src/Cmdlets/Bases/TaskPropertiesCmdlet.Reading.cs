using HpcScheduler.Client;

namespace HpcScheduler.Cmdlets;

/// <content>From parameters to properties.</content>
public abstract partial class TaskPropertiesCmdlet
{
    /// <summary>What the user gave; it wins over what was said elsewhere.</summary>
    /// <param name="elsewhere">What a file says.</param>
    /// <exception cref="SchedulerException">A value is malformed.</exception>
    private protected TaskProperties ReadProperties(TaskProperties elsewhere)
    {
        var failJobOnFailure = Given(FailJobOnFailure) ?? (IsBound(nameof(FailJobOnFailureCount)) ? true : elsewhere.FailJobOnFailure);
        return ReadCount(elsewhere) with
        {
            CommandLine = CommandLine ?? elsewhere.CommandLine,
            Name = Name ?? elsewhere.Name,
            Type = ReadType() ?? elsewhere.Type,
            StartValue = Given(Start) ?? elsewhere.StartValue,
            EndValue = Given(End) ?? elsewhere.EndValue,
            IncrementValue = Given(Increment) ?? elsewhere.IncrementValue,
            RequiredNodes = RequiredNodes is null ? elsewhere.RequiredNodes : NameList.Split(RequiredNodes),
            Exclusive = Given(Exclusive) ?? elsewhere.Exclusive,
            Rerunnable = Given(Rerunnable) ?? elsewhere.Rerunnable,
            RunTime = RunTime is null ? elsewhere.RunTime : RunTimeText.Parse(RunTime, nameof(RunTime)),
            FailJobOnFailure = failJobOnFailure,
            FailJobOnFailureCount = failJobOnFailure == false ? null : Given(FailJobOnFailureCount) ?? elsewhere.FailJobOnFailureCount,
            ValidExitCodes = PropertyTexts.ExitCodes(ValidExitCodes, nameof(ValidExitCodes)) ?? elsewhere.ValidExitCodes,
            Depend = Depend is null ? elsewhere.Depend : NameList.Split(Depend, StringComparer.Ordinal),
            WorkDir = string.IsNullOrEmpty(WorkDir) ? elsewhere.WorkDir : SessionPath.Resolve(SessionState.Path, WorkDir, SchedulerErrors.PathNotUsable),
            Stdin = SessionPath.ForTask(SessionState.Path, Stdin) ?? elsewhere.Stdin,
            Stdout = SessionPath.ForTask(SessionState.Path, Stdout) ?? elsewhere.Stdout,
            Stderr = SessionPath.ForTask(SessionState.Path, Stderr) ?? elsewhere.Stderr,
            Env = Env ?? elsewhere.Env,
            CustomProperties = PropertyTexts.CustomProperties(CustomProperties, elsewhere.CustomProperties),
        };
    }

    private TaskType? ReadType()
    {
        var said = Given(Type);
        if (said is { } type && IsParametric is { } isParametric && isParametric != (type == TaskType.ParametricSweep))
            throw new SchedulerException(SchedulerErrors.TaskTypeContradiction, type, type);
        return said ?? (IsParametric is not { } isSweep ? null : isSweep ? TaskType.ParametricSweep : TaskType.Basic);
    }

    private TaskProperties ReadCount(TaskProperties elsewhere)
    {
        var given = UnitCount.Read(
            ResourceCount.ParseForTask, (JobUnitType.Core, NumCores), (JobUnitType.Socket, NumSockets), (JobUnitType.Node, NumNodes));
        if (given is not { } count)
            return elsewhere;
        var (minimum, maximum) = count.Count;
        return elsewhere with
        {
            MinCores = Of(JobUnitType.Core, minimum),
            MaxCores = Of(JobUnitType.Core, maximum),
            MinSockets = Of(JobUnitType.Socket, minimum),
            MaxSockets = Of(JobUnitType.Socket, maximum),
            MinNodes = Of(JobUnitType.Node, minimum),
            MaxNodes = Of(JobUnitType.Node, maximum),
        };

        int? Of(JobUnitType unit, int? number) => unit == count.Unit ? number : null;
    }
}
