using System.Management.Automation;
using System.Reflection;

namespace HpcScheduler.Cmdlets;

/// <summary>
/// The names that HPC Pack's types have in scripts, as PowerShell's own short names (type accelerators): they are there while the module is imported
/// anywhere in the process. PowerShell has no public way to add one; where the way is gone, the names are unknown and all else works.
/// </summary>
internal static class HpcPackTypeNames
{
    private const string CmdletTypes = "Microsoft.ComputeCluster.CCPPSH.";
    private const string SchedulerTypes = "Microsoft.Hpc.Scheduler.Properties.";

    private static readonly Lock Gate = new();

    // The types that HPC Pack's cmdlets take and return.
    private static readonly Type[] OfCmdlets =
    [
        typeof(HpcJob), typeof(HpcTask), typeof(HpcNode), typeof(HpcGroup), typeof(HpcPool), typeof(HpcMember), typeof(HpcVariable),
        typeof(HpcJobTemplate), typeof(HpcJobTemplateSecurityDescriptor), typeof(HpcJobHistory), typeof(HpcNodeHistory),
        typeof(HpcMetric), typeof(HpcMetricValue), typeof(HpcMetricValueHistory), typeof(ClusterOverview), typeof(HpcSoftCardPolicy),
        typeof(ClusterNodeState), typeof(NodeHealthState), typeof(NodeHealth), typeof(NodeRole), typeof(MetricTarget),
        typeof(JobState), typeof(TaskState), typeof(TaskType), typeof(UserRoles),
    ];

    // What HPC Pack's programming interface keeps in a place of its own.
    private static readonly Type[] OfScheduler =
    [
        typeof(JobState), typeof(TaskState), typeof(JobType), typeof(TaskType), typeof(JobUnitType), typeof(NodeState), typeof(JobNodeGroupOp),
        typeof(FailureReason), typeof(PendingReason), typeof(CancelRequest), typeof(UserRoles),
    ];

    private static int _imports;

    /// <summary>Makes the names known.</summary>
    public static void Add()
    {
        lock (Gate)
        {
            if (_imports++ > 0 || Method("Add") is not { } add)
                return;
            foreach (var (name, type) in Names())
                add.Invoke(null, [name, type]);
        }
    }

    /// <summary>Makes them unknown again with the last import.</summary>
    public static void Remove()
    {
        lock (Gate)
        {
            if (--_imports > 0 || Method("Remove") is not { } remove)
                return;
            foreach (var (name, _) in Names())
                remove.Invoke(null, [name]);
        }
    }

    private static IEnumerable<(string Name, Type Type)> Names() =>
        OfCmdlets.Select(type => (CmdletTypes + type.Name, type)).Concat(OfScheduler.Select(type => (SchedulerTypes + type.Name, type)));

    private static MethodInfo? Method(string name) =>
        typeof(PSObject).Assembly.GetType("System.Management.Automation.TypeAccelerators")?.GetMethod(name, BindingFlags.Public | BindingFlags.Static);
}
