namespace HpcScheduler.Cmdlets;

/// <content>From parameters to properties.</content>
public abstract partial class JobPropertiesCmdlet
{
    /// <summary>What the user gave; it wins over what was said elsewhere.</summary>
    /// <param name="elsewhere">What a file says.</param>
    /// <exception cref="SchedulerException">A value is malformed.</exception>
    private protected JobProperties ReadProperties(JobProperties elsewhere)
    {
        var properties = ReadCount(elsewhere) with
        {
            Name = Name ?? elsewhere.Name,
            Project = Project ?? elsewhere.Project,
            Template = TemplateName ?? elsewhere.Template,
            ExpandedPriority = Priority is null ? elsewhere.ExpandedPriority : ExpandedPriority.Parse(Priority),
            RunTime = RunTime is null ? elsewhere.RunTime : RunTimeText.Parse(RunTime, nameof(RunTime)),
            RunUntilCanceled = Given(RunUntilCanceled) ?? elsewhere.RunUntilCanceled,
            Exclusive = Given(Exclusive) ?? elsewhere.Exclusive,
            SingleNode = Given(SingleNode) ?? elsewhere.SingleNode,
            RequestedNodes = RequestedNodes is null ? elsewhere.RequestedNodes : NameList.Split(RequestedNodes),
            NodeGroups = NodeGroups is null ? elsewhere.NodeGroups : NameList.Split(NodeGroups),
            NodeGroupOp = Given(NodeGroupOp) ?? elsewhere.NodeGroupOp,
            OrderBy = OrderBy is null ? elsewhere.OrderBy : NodeOrder.Parse(OrderBy),
            MinMemoryPerNode = Given(MinMemoryPerNode) ?? elsewhere.MinMemoryPerNode,
            MaxMemoryPerNode = Given(MaxMemoryPerNode) ?? elsewhere.MaxMemoryPerNode,
            MinCoresPerNode = Given(MinCoresPerNode) ?? elsewhere.MinCoresPerNode,
            MaxCoresPerNode = Given(MaxCoresPerNode) ?? elsewhere.MaxCoresPerNode,
            EstimatedProcessMemory = Given(EstimatedProcessMemory) ?? elsewhere.EstimatedProcessMemory,
            FailOnTaskFailure = Given(FailOnTaskFailure) ?? elsewhere.FailOnTaskFailure,
            FailDependentTasks = Given(FailDependentTasks) ?? elsewhere.FailDependentTasks,
            TaskExecutionFailureRetryLimit = Given(TaskExecutionFailureRetryLimit) ?? elsewhere.TaskExecutionFailureRetryLimit,
            ValidExitCodes = PropertyTexts.ExitCodes(ValidExitCodes, nameof(ValidExitCodes)) ?? elsewhere.ValidExitCodes,
            JobEnv = JobEnv ?? elsewhere.JobEnv,
            CustomProperties = PropertyTexts.CustomProperties(CustomProperties, elsewhere.CustomProperties),
            License = License is null ? elsewhere.License : LicenseList.Check(License),
            ParentJobIds = ParentJobIds ?? elsewhere.ParentJobIds,
            HoldUntil = Given(Holduntil) ?? elsewhere.HoldUntil,
            Progress = Given(Progress) ?? elsewhere.Progress,
            ProgressMessage = ProgressMessage ?? elsewhere.ProgressMessage,
            NotifyOnStart = Given(NotifyOnStart) ?? elsewhere.NotifyOnStart,
            NotifyOnCompletion = Given(NotifyOnCompletion) ?? elsewhere.NotifyOnCompletion,
            EmailAddress = EmailAddress ?? elsewhere.EmailAddress,
        };
        if (properties.NotifyOnStart == true || properties.NotifyOnCompletion == true)
            WriteWarning(NoEffect.Mail);
        return properties;
    }

    private JobProperties ReadCount(JobProperties elsewhere)
    {
        var given = UnitCount.Read(
            ResourceCount.ParseForJob,
            (JobUnitType.Core, NumCores),
            (JobUnitType.Socket, NumSockets),
            (JobUnitType.Node, NumNodes),
            (JobUnitType.Gpu, NumGpus));
        if (given is not { } count)
            return elsewhere;
        var (minimum, maximum) = count.Count;
        return elsewhere with
        {
            UnitType = count.Unit,
            AutoCalculateMin = minimum is null ? true : null,
            AutoCalculateMax = maximum is null ? true : null,
            MinCores = Of(JobUnitType.Core, minimum),
            MaxCores = Of(JobUnitType.Core, maximum),
            MinSockets = Of(JobUnitType.Socket, minimum),
            MaxSockets = Of(JobUnitType.Socket, maximum),
            MinNodes = Of(JobUnitType.Node, minimum),
            MaxNodes = Of(JobUnitType.Node, maximum),
            MinGpus = Of(JobUnitType.Gpu, minimum),
            MaxGpus = Of(JobUnitType.Gpu, maximum),
        };

        int? Of(JobUnitType unit, int? number) => unit == count.Unit ? number : null;
    }
}
