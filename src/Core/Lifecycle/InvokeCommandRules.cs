using HpcScheduler.Core.Dispatch;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Core.Lifecycle;

/// <summary>
/// Makes a command job: a task for each node, which starts at once, beside all jobs and whatever state its node is in (scheduler reference,
/// section 5.4). Administrators only.
/// </summary>
internal static class InvokeCommandRules
{
    private const int LongestName = 80;

    public static JobRecord Handle(Turn turn, InvokeCommand request, Caller caller)
    {
        Permissions.Check<InvokeCommand>(caller);
        var tasks = Targets(turn, request.NodeName).Select(node => new TaskProperties
        {
            CommandLine = request.CommandLine,
            WorkDir = request.WorkDir,
            Stdin = request.Stdin,
            Env = request.Env,
            RequiredNodes = [node],
            Rerunnable = false,
        }).ToList();
        var name = request.CommandLine.Length <= LongestName ? request.CommandLine : request.CommandLine[..LongestName];
        var job = NewJobRules.Make(turn, new NewJobRules.Draft(JobType.Admin, new JobProperties { Name = name }, tasks), caller);
        var (record, error) = SubmitJobRules.Submit(turn, job, JobEvent.Submit);
        return error is null ? record : throw error;
    }

    private static List<string> Targets(Turn turn, IReadOnlyList<string>? names)
    {
        if (names is null)
            return [.. turn.Ledger.Nodes.Values.Select(node => node.Record.Name)];
        if (names.FirstOrDefault(name => !turn.Ledger.Nodes.ContainsKey(name)) is { } unknown)
            throw new SchedulerException(SchedulerErrors.NodeNotFound, unknown, unknown);
        return [.. names.Select(name => turn.Node(name).Record.Name).Distinct()];
    }
}
