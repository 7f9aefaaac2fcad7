namespace HpcScheduler.Core.Policy;

/// <summary>The properties of a job by the names of the parameters that set them.</summary>
internal static class JobPropertyNames
{
    private static readonly (string Name, Func<JobProperties, object?> Value)[] All =
    [
        ("Name", job => job.Name),
        ("Project", job => job.Project),
        ("TemplateName", job => job.Template),
        ("Priority", job => job.ExpandedPriority),
        ("NumCores", job => job.MinCores ?? job.MaxCores ?? (object?)job.AutoCalculateMin ?? job.AutoCalculateMax ?? Unit(job, JobUnitType.Core)),
        ("NumSockets", job => job.MinSockets ?? job.MaxSockets ?? Unit(job, JobUnitType.Socket)),
        ("NumNodes", job => job.MinNodes ?? job.MaxNodes ?? Unit(job, JobUnitType.Node)),
        ("NumGpus", job => job.MinGpus ?? job.MaxGpus ?? Unit(job, JobUnitType.Gpu)),
        ("RunTime", job => job.RunTime),
        ("RunUntilCanceled", job => job.RunUntilCanceled),
        ("Exclusive", job => job.Exclusive),
        ("SingleNode", job => job.SingleNode),
        ("RequestedNodes", job => job.RequestedNodes),
        ("NodeGroups", job => job.NodeGroups),
        ("NodeGroupOp", job => job.NodeGroupOp),
        ("OrderBy", job => job.OrderBy),
        ("MinMemoryPerNode", job => job.MinMemoryPerNode),
        ("MaxMemoryPerNode", job => job.MaxMemoryPerNode),
        ("MinCoresPerNode", job => job.MinCoresPerNode),
        ("MaxCoresPerNode", job => job.MaxCoresPerNode),
        ("EstimatedProcessMemory", job => job.EstimatedProcessMemory),
        ("FailOnTaskFailure", job => job.FailOnTaskFailure),
        ("FailDependentTasks", job => job.FailDependentTasks),
        ("TaskExecutionFailureRetryLimit", job => job.TaskExecutionFailureRetryLimit),
        ("ValidExitCodes", job => job.ValidExitCodes),
        ("JobEnv", job => job.JobEnv),
        ("CustomProperties", job => job.CustomProperties),
        ("License", job => job.License),
        ("ParentJobIds", job => job.ParentJobIds),
        ("HoldUntil", job => job.HoldUntil),
        ("Progress", job => job.Progress),
        ("ProgressMessage", job => job.ProgressMessage),
        ("NotifyOnStart", job => job.NotifyOnStart),
        ("NotifyOnCompletion", job => job.NotifyOnCompletion),
        ("EmailAddress", job => job.EmailAddress),
    ];

    /// <summary>The names of those that were said.</summary>
    public static IEnumerable<string> Said(JobProperties properties) =>
        All.Where(property => property.Value(properties) is not null).Select(property => property.Name);

    // A unit is said by the parameter that counts in it.
    private static object? Unit(JobProperties job, JobUnitType unit) => job.UnitType == unit ? unit : null;
}
