using CsCheck;
using HpcScheduler.Core.Records;

namespace HpcScheduler.Fuzz;

/// <summary>Texts for a member of a request, by its name: what may stand there, and what is nearly that.</summary>
internal static class HostileWords
{
    private static readonly Gen<string> NodeNames = HostileText.Of("node", "alpha", "beta", "NODE", "gamma", "node,alpha");

    private static readonly Gen<string> Variables = HostileText.Of("A=b", "PATH=", "A=b=c", "X_1=\u00e4", "=", "A", "=A", "1=2", "A=" + new string('x', 70_000));

    private static readonly Gen<string> Files = HostileText.Of("/tmp", "out.*", "a/b", "/", "*", "~", "^*", "/tmp/*/%CCP_TASKID%");

    private static readonly Gen<string> Patterns = HostileText.Of("*", "a*", "?", "[a-z]*", "[", "[]", "[!a]", "`*", "N*e", "**********************x");

    private static readonly Gen<string> TemplateValues = HostileText.Of(
        "1", "2", "0", "-1", "True", "False", "Core", "Node", "Normal", "Highest+1", "node,alpha", "Cores,-Memory", "60", "Infinite", "0..5", "f:1", "echo", "Default");

    /// <summary>Texts for a member, most of them right.</summary>
    public static Gen<string> Mostly(string member) => Gen.Frequency((4, Right(member)), (1, Of(member)));

    /// <summary>Texts for a member.</summary>
    public static Gen<string> Of(string member) => member switch
    {
        "CommandLine" => HostileText.Of("echo", "echo *", "sleep 1", "echo '*' \"*\"", "true"),
        "ValidExitCodes" => ExitCodes,
        "Env" or "JobEnv" or "Environment" => Variables,
        "CustomProperties" => CustomProperties,
        "License" => Licenses,
        "OrderBy" => HostileText.Of("Cores", "-Cores", "Memory", "-Memory", "Cores,Memory", "cores,-cores"),
        "RequestedNodes" or "RequiredNodes" or "ExcludedNodes" or "AddExcludedNodes" or "RemoveExcludedNodes" or "NodeName" or "NodeNames" or "Nodes"
            => NodeNames,
        "NodeGroups" or "Groups" => HostileText.Of("ComputeNodes", "some", "HeadNodes", "other"),
        "Depend" => HostileText.Of("a", "b", "c", "a,b", "A"),
        "WorkDir" or "Stdin" or "Stdout" or "Stderr" => Files,
        "Template" or "Templates" or "NewName" => HostileText.Of("Default", "other", "new"),
        "Pool" => HostileText.Of("Default", "other"),
        "Sddl" => Rights,
        "PropertyName" => HostileText.Of(PropertyNames),
        "Default" or "MinVal" or "MaxVal" or "ValueRange" or "RequiredValues" => TemplateValues,
        "Location" or "Locations" => HostileText.Of("\\a", "\\a\\b", "\\a\\b\\c", "\\a\\b\\c\\d", "a", "\\", ""),
        "Owner" => HostileText.Of(".", "user", "root"),
        "Value" => HostileText.Of(Gen.Frequency((3, Gen.OneOf("0", "1", "2", "5", "True", "False", "", "/filter", "Queued", "Balanced", "FastBalanced", "Graceful", "Immediate", "NoBias", "Infinite")), (1, Gen.OneOf(CounterValues)))),
        "Name" => HostileText.Of(Gen.Frequency(
            (6, Gen.OneOf("node", "alpha", "beta", "Default", "other", "some", "a", "b", "c", "user", "root", "gamma")),
            (2, Gen.OneOf([.. ClusterPropertyTable.All.Select(property => property.Name)])),
            (1, Patterns))),
        "Names" => HostileText.Of(Gen.OneOf("node", "alpha", "Default", "some", "HPCCpuUsage", "HPCRunningJobs", "*", "HPC*", "[")),
        "Counters" or "Types" => HostileText.Of("_Total", "*", "0", "Performance", "Node"),
        _ => HostileText.Of("some text", "x", "node"),
    };

    private static Gen<string> Right(string member) => member switch
    {
        "CommandLine" => Gen.OneOf("echo", "echo *", "true"),
        "ValidExitCodes" => Gen.OneOf("0", "0,1", "0..5", "min..max"),
        "Env" or "JobEnv" or "Environment" => Gen.OneOf("A=b", "B=", "X_1=y"),
        "CustomProperties" => Gen.OneOf("a=b", "b=1", "A=c"),
        "License" => Gen.OneOf("f:1", "g:*"),
        "OrderBy" => Gen.OneOf("Cores", "-Cores", "Memory", "Cores,-Memory"),
        "RequestedNodes" or "RequiredNodes" or "ExcludedNodes" or "AddExcludedNodes" or "RemoveExcludedNodes" or "NodeName" or "NodeNames" or "Nodes"
            => Gen.OneOf("node", "alpha", "beta", "ALPHA"),
        "NodeGroups" or "Groups" => Gen.OneOf("ComputeNodes", "some"),
        "Depend" => Gen.OneOf("a", "b", "c"),
        "WorkDir" => Gen.OneOf("/tmp", "/"),
        "Stdin" or "Stdout" or "Stderr" => Gen.OneOf("out", "out.*"),
        "Template" => Gen.OneOf("Default", "other"),
        "EmailAddress" => Gen.OneOf("a@b"),
        "Sddl" => Gen.OneOf(JobTemplateAcl.OfNewTemplate, "D:(A;;LC;;;BU)(D;;LC;;;ann)", "D:(A;;GA;;;user)"),
        "PropertyName" => Gen.OneOf(PropertyNames),
        "Location" => Gen.OneOf("\\a", "\\a\\b", ""),
        _ => Of(member),
    };

    /// <summary>Lists of exit codes.</summary>
    public static Gen<string> ExitCodes { get; } = HostileText.Joined(",", "0", "1", "-1", "0..5", "5..0", "min..max", "min..-5", "MAX..1", "2147483647..max", "..", "1...2", "0 .. 1");

    /// <summary>Lists of custom properties.</summary>
    public static Gen<string> CustomProperties { get; } = HostileText.Joined(";", "a=b", "A=c", "a=", "b=1=2", "x_1= y ", "=", "\u00e4=1", "a");

    /// <summary>Lists of licenses.</summary>
    public static Gen<string> Licenses { get; } = HostileText.Joined(",", "f:1", "F:2", "g:*", "f :1", "h:0", "h:-1", "h", ":1", "h:2147483648", "a:b:1");

    /// <summary>Access control lists.</summary>
    public static Gen<string> Rights { get; } = HostileText.Of(Gen.OneOf(
        JobTemplateAcl.OfNewTemplate, "D:(A;;LC;;;BU)(D;;LC;;;ann)", "O:BAG:BAD:PAI(A;;GA;;;BA)", "D:(A;;0x4;;;user)", "D:", "D:(A;;327686;;;WD)", "D:(A;;0x00050006;;;S-1-1-0)",
        "D:(A;;-1;;;BA)", "D:(A;;0xffffffff;;;BA)", "D:(A;;2147483648;;;BA)", "O:" + new string('x', 2000) + "D:", "D:" + string.Concat(Enumerable.Repeat("(A;;LC;;;a)", 300))));

    private static string[] CounterValues { get; } = ["2147483647", "-2147483648", "36500", "36501", "120", "121", "24", "23"];

    private static string[] PropertyNames { get; } =
    [
        "Name", "Project", "Priority", "ExpandedPriority", "UnitType", "AutoCalculateMin", "AutoCalculateMax", "MinCores", "MaxCores", "MinSockets", "MaxNodes", "MinGpus",
        "RuntimeSeconds", "RunUntilCanceled", "IsExclusive", "SingleNode", "RequestedNodes", "NodeGroups", "NodeGroupOp", "OrderBy", "MinMemory", "MaxCoresPerNode",
        "EstimatedProcessMemory", "FailOnTaskFailure", "TaskExecutionFailureRetryLimit", "JobValidExitCodes", "SoftwareLicense", "EmailAddress", "Pool", "NodePrepareTask",
        "NodeReleaseTask", "name",
    ];
}
