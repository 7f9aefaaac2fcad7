using static HpcScheduler.JobUnitType;
using Table = HpcScheduler.XmlAttributeTable<HpcScheduler.JobProperties, HpcScheduler.HpcJob>;

namespace HpcScheduler;

/// <summary>
/// The attributes of a job. What happened to it, and its progress, are written for people to look at and not read: a new job has none of
/// it. Of its minimum and maximum those of its unit are written; where they are computed they say what they come to now, and are not read.
/// </summary>
internal static class JobAttributes
{
    public static readonly Table Table = new(
        new("Id", Write: job => XmlText.Of(job.Id)),
        new("State", Write: job => job.State.ToString()),
        new("Name", (job, value) => job with { Name = value.Text }, job => job.Name),
        new("Project", (job, value) => job with { Project = value.Text }, job => job.Project),
        new("Owner", Write: job => job.Owner),
        new("UserName", Write: job => job.Owner),
        new("JobTemplate", (job, value) => job with { Template = value.Text }, job => job.Template),
        new("JobType", Write: job => job.JobType.ToString()),
        new(
            "Priority",
            (job, value) => job with { ExpandedPriority = value.Priority },
            job => ExpandedPriority.ToText(job.ExpandedPriority)),
        new("UnitType", (job, value) => job with { UnitType = value.Word<JobUnitType>() }, job => WrittenUnit(job).ToString()),
        new("AutoCalculateMin", (job, value) => job with { AutoCalculateMin = value.Truth }, job => XmlText.Of(job.AutoCalculateMin)),
        new("AutoCalculateMax", (job, value) => job with { AutoCalculateMax = value.Truth }, job => XmlText.Of(job.AutoCalculateMax)),
        new("MinCores", (job, value) => job with { MinCores = value.Number }, job => Minimum(job, Core, job.MinCores)),
        new("MaxCores", (job, value) => job with { MaxCores = value.Number }, job => Maximum(job, Core, job.MaxCores)),
        new(
            "MinSockets",
            (job, value) => job with { MinSockets = value.Number },
            job => Minimum(job, Socket, job.UnitType == Gpu ? job.MinGpus : job.MinSockets)),
        new(
            "MaxSockets",
            (job, value) => job with { MaxSockets = value.Number },
            job => Maximum(job, Socket, job.UnitType == Gpu ? job.MaxGpus : job.MaxSockets)),
        new("MinNodes", (job, value) => job with { MinNodes = value.Number }, job => Minimum(job, Node, job.MinNodes)),
        new("MaxNodes", (job, value) => job with { MaxNodes = value.Number }, job => Maximum(job, Node, job.MaxNodes)),
        new("MinGpus", (job, value) => job with { MinGpus = value.Number }),
        new("MaxGpus", (job, value) => job with { MaxGpus = value.Number }),
        new("MinimumNumberOfProcessors", (job, value) => job with { UnitType = Core, MinCores = value.Number, AutoCalculateMin = false }),
        new("MaximumNumberOfProcessors", (job, value) => job with { UnitType = Core, MaxCores = value.Number, AutoCalculateMax = false }),
        new("RuntimeSeconds", (job, value) => job with { RunTime = value.Seconds }, job => XmlText.Seconds(job.RunTime)),
        new("Runtime", (job, value) => job with { RunTime = value.RunTime }),
        new("RunUntilCanceled", (job, value) => job with { RunUntilCanceled = value.Truth }, job => XmlText.Of(job.RunUntilCanceled)),
        new("IsExclusive", (job, value) => job with { Exclusive = value.Truth }, job => XmlText.Of(job.Exclusive)),
        new("SingleNode", (job, value) => job with { SingleNode = value.Truth }, job => XmlText.Of(job.SingleNode)),
        new("RequestedNodes", (job, value) => job with { RequestedNodes = value.Names }, job => XmlText.Of(job.RequestedNodes)),
        new("NodeGroups", (job, value) => job with { NodeGroups = value.Names }, job => XmlText.Of(job.NodeGroups)),
        new(
            "NodeGroupOp",
            (job, value) => job with { NodeGroupOp = GroupOp(value) },
            job => job.NodeGroups.Count == 0 ? null : job.NodeGroupOp.ToString()),
        new("OrderBy", (job, value) => job with { OrderBy = value.NodeOrder }, job => XmlText.Of(job.OrderBy)),
        new("MinMemory", (job, value) => job with { MinMemoryPerNode = value.Number }, job => XmlText.Of(job.MinMemoryPerNode)),
        new("MaxMemory", (job, value) => job with { MaxMemoryPerNode = value.Number }, job => XmlText.Of(job.MaxMemoryPerNode)),
        new("MinCoresPerNode", (job, value) => job with { MinCoresPerNode = value.Number }, job => XmlText.Of(job.MinCoresPerNode)),
        new("MaxCoresPerNode", (job, value) => job with { MaxCoresPerNode = value.Number }, job => XmlText.Of(job.MaxCoresPerNode)),
        new(
            "EstimatedProcessMemory",
            (job, value) => job with { EstimatedProcessMemory = value.Number },
            job => XmlText.Of(job.EstimatedProcessMemory)),
        new("FailOnTaskFailure", (job, value) => job with { FailOnTaskFailure = value.Truth }, job => XmlText.Of(job.FailOnTaskFailure)),
        new("FailDependentTasks", (job, value) => job with { FailDependentTasks = value.Truth }, job => XmlText.Of(job.FailDependentTasks)),
        new(
            "TaskExecutionFailureRetryLimit",
            (job, value) => job with { TaskExecutionFailureRetryLimit = value.Number },
            job => XmlText.Of(job.TaskExecutionFailureRetryLimit)),
        new("JobValidExitCodes", (job, value) => job with { ValidExitCodes = value.Text }, job => job.ValidExitCodes),
        new("SoftwareLicense", (job, value) => job with { License = value.Licenses }, job => XmlText.Of(job.License)),
        new(
            "ParentJobIds",
            (job, value) => job with { ParentJobIds = value.Numbers },
            job => XmlText.Of([.. job.ParentJobIds.Select(XmlText.Of)])),
        new("HoldUntil", (job, value) => job with { HoldUntil = value.Time }, job => XmlText.Of(job.HoldUntil)),
        new("NotifyOnStart", (job, value) => job with { NotifyOnStart = value.Truth }, job => XmlText.Of(job.NotifyOnStart)),
        new("NotifyOnCompletion", (job, value) => job with { NotifyOnCompletion = value.Truth }, job => XmlText.Of(job.NotifyOnCompletion)),
        new("EmailAddress", (job, value) => job with { EmailAddress = value.Text }, job => job.EmailAddress),
        new("CreateTime", Write: job => XmlText.Of(job.CreateTime)),
        new("SubmitTime", Write: job => XmlText.Of(job.SubmitTime)),
        new("StartTime", Write: job => XmlText.Of(job.StartTime)),
        new("PendingReason", Write: job => job.PendingReason.ToString()),
        new("RequeueCount", Write: job => XmlText.Of(job.RequeueCount)),
        new("AutoRequeueCount", Write: job => XmlText.Of(job.AutoRequeueCount)),
        new("Progress", Write: job => XmlText.Of(job.Progress)),
        new("ProgressMessage", Write: job => job.ProgressMessage));

    // HPC Pack has no word for graphics processors: they are sockets of a job with a custom property.
    private static JobUnitType WrittenUnit(HpcJob job) => job.UnitType == Gpu ? Socket : job.UnitType;

    private static string? Minimum(HpcJob job, JobUnitType unit, int count) =>
        WrittenUnit(job) == unit ? XmlText.Of(count) : null;

    private static string? Maximum(HpcJob job, JobUnitType unit, int count) =>
        WrittenUnit(job) == unit ? XmlText.Of(count) : null;

    private static JobNodeGroupOp? GroupOp(XmlAttributeText value) =>
        value.Word<JobNodeGroupOp>() is var word && word == JobNodeGroupOp.NA ? null : word;
}
