using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;
using static HpcScheduler.Core.Policy.PermissionScope;

namespace HpcScheduler.Core.Policy;

/// <summary>
/// Who may do what (scheduler reference, section 1.2): one row for each request. docs/permissions.md has the same rows. Command jobs are for
/// administrators only, whatever a row says.
/// </summary>
public static class Permissions
{
    /// <summary>The rows, by the type of the request. A request without a row is for administrators.</summary>
    public static readonly IReadOnlyDictionary<Type, PermissionRow> Table = new PermissionRow[]
    {
        new(typeof(GetJob), "list jobs", Allowed, Allowed, Allowed, Allowed),
        new(typeof(ExplainJob), "explain why jobs wait", Allowed, Allowed, Allowed, Allowed),
        new(typeof(WaitJob), "wait for jobs", Allowed, Allowed, Allowed, Allowed),
        new(typeof(NewJob), "make jobs", Allowed, Allowed, OwnJobs, OwnJobs),
        new(typeof(SetJob), "change jobs", Allowed, Allowed, OwnJobs, OwnJobs),
        new(typeof(SubmitJob), "submit jobs", Allowed, Allowed, OwnJobs, OwnJobs),
        new(typeof(RemoveJob), "remove jobs", Allowed, Allowed, OwnJobs, OwnJobs),
        new(typeof(StopJob), "stop jobs", Allowed, Allowed, Allowed, OwnJobs),
        new(typeof(RestartJob), "queue jobs again", Allowed, Allowed, Allowed, OwnJobs),
        new(typeof(GetJobHistory), "read the history of jobs", Allowed, Allowed, Allowed, Refused),
        new(typeof(GetTask), "list tasks", Allowed, Allowed, Allowed, OwnJobs),
        new(typeof(WaitTask), "wait for tasks", Allowed, Allowed, Allowed, OwnJobs),
        new(typeof(ReceiveTask), "read the output of tasks", Allowed, Allowed, Allowed, OwnJobs),
        new(typeof(AddTask), "add tasks", Allowed, Allowed, OwnJobs, OwnJobs),
        new(typeof(SetTask), "change tasks", Allowed, Allowed, OwnJobs, OwnJobs),
        new(typeof(SubmitTask), "submit tasks", Allowed, Allowed, OwnJobs, OwnJobs),
        new(typeof(StopTask), "stop tasks", Allowed, Allowed, Allowed, OwnJobs),
        new(typeof(RestartTask), "queue tasks again", Allowed, Allowed, Allowed, OwnJobs),
        new(typeof(InvokeCommand), "run a command on nodes", Allowed, Refused, Refused, Refused),
        new(typeof(ReceiveCommand), "read the output of a command", Allowed, Refused, Refused, Refused),
        new(typeof(GetClusterProperty), "list cluster properties", Allowed, Allowed, Allowed, Allowed),
        new(typeof(GetClusterOverview), "look at the cluster", Allowed, Allowed, Allowed, Allowed),
        new(typeof(SetClusterProperty), "change cluster properties", Allowed, Refused, Refused, Refused),
        new(typeof(GetNode), "list nodes", Allowed, Allowed, Allowed, Allowed),
        new(typeof(WaitNode), "wait for nodes", Allowed, Allowed, Allowed, Allowed),
        new(typeof(GetNodeStateHistory), "read the history of nodes", Allowed, Refused, Refused, Refused),
        new(typeof(NewNode), "make nodes", Allowed, Refused, Refused, Refused),
        new(typeof(SetNode), "change nodes", Allowed, Refused, Refused, Refused),
        new(typeof(SetNodeState), "take nodes offline or online", Allowed, Refused, Refused, Refused),
        new(typeof(RemoveNode), "remove nodes", Allowed, Refused, Refused, Refused),
        new(typeof(GetGroup), "list node groups", Allowed, Allowed, Allowed, Allowed),
        new(typeof(NewGroup), "make node groups", Allowed, Refused, Refused, Refused),
        new(typeof(SetGroup), "change node groups", Allowed, Refused, Refused, Refused),
        new(typeof(AddGroup), "put nodes into groups", Allowed, Refused, Refused, Refused),
        new(typeof(RemoveGroup), "remove node groups", Allowed, Refused, Refused, Refused),
        new(typeof(GetJobTemplate), "list job templates", Allowed, Allowed, Allowed, Allowed),
        new(typeof(CopyJobTemplate), "copy job templates", Allowed, Allowed, Allowed, Allowed),
        new(typeof(ImportJobTemplate), "import job templates", Allowed, Allowed, Allowed, Allowed),
        new(typeof(RemoveJobTemplate), "remove job templates", Allowed, Allowed, Allowed, Allowed),
        new(typeof(GetJobTemplateAcl), "read the rights on job templates", Allowed, Allowed, Allowed, Allowed),
        new(typeof(SetJobTemplateAcl), "change the rights on job templates", Allowed, Allowed, Allowed, Allowed),
        new(typeof(GetPool), "list pools", Allowed, Allowed, Allowed, Allowed),
        new(typeof(AddPool), "add pools", Allowed, Refused, Refused, Refused),
        new(typeof(SetPool), "change pools", Allowed, Refused, Refused, Refused),
        new(typeof(RemovePool), "remove pools", Allowed, Refused, Refused, Refused),
        new(typeof(GetMember), "list members", Allowed, Allowed, Allowed, Allowed),
        new(typeof(AddMember), "add members", Allowed, Refused, Refused, Refused),
        new(typeof(RemoveMember), "remove members", Allowed, Refused, Refused, Refused),
        new(typeof(GetMetric), "list metrics", Allowed, Refused, Refused, Refused),
        new(typeof(GetMetricValue), "read metrics", Allowed, Refused, Refused, Refused),
        new(typeof(GetMetricValueHistory), "read the history of metrics", Allowed, Refused, Refused, Refused),
        new(typeof(GetScheduler), "look at the scheduler", Allowed, Allowed, Allowed, Allowed),
        new(typeof(StopScheduler), "stop the scheduler", Allowed, Refused, Refused, Refused),
        new(typeof(BackupScheduler), "copy the scheduler's database", Allowed, Refused, Refused, Refused),
    }.ToDictionary(row => row.Request);

    /// <summary>
    /// What of a job is run, by the request and the parameters that say it: on the machine's scheduler, where it is run as the job's owner, it is for the
    /// owner and root, whatever a row says. docs/permissions.md has the same.
    /// </summary>
    public static readonly IReadOnlyDictionary<Type, IReadOnlyList<string>> WhatIsRun = new Dictionary<Type, IReadOnlyList<string>>
    {
        [typeof(AddTask)] = ["Tasks"],
        [typeof(SetTask)] = ["Type", "CommandLine", "WorkDir", "Stdin", "Stdout", "Stderr", "Env", "StartValue", "EndValue", "IncrementValue"],
        [typeof(SetJob)] = ["TemplateName", "JobEnv"],
        [typeof(ImportJobTemplate)] = ["JobEnv", JobTemplateProperties.NodePrepareTask, JobTemplateProperties.NodeReleaseTask],
    };

    /// <summary>Refuses a caller who would have something run as the owner of another's job.</summary>
    /// <typeparam name="TRequest">The request.</typeparam>
    /// <param name="caller">Who asks.</param>
    /// <param name="job">The job.</param>
    /// <param name="said">The parameters that are given.</param>
    /// <exception cref="SchedulerException">HpcPermissionDenied.</exception>
    public static void CheckRun<TRequest>(Caller caller, JobRecord job, IEnumerable<string> said)
    {
        if (!caller.MayActForOthers && job.Owner != caller.Name && said.FirstOrDefault(WhatIsRun[typeof(TRequest)].Contains) is { } name)
            throw new SchedulerException(SchedulerErrors.PermissionDenied, job.Id, caller.Name, $"set {name} of job {job.Id}, which runs as {job.Owner}; that is for {job.Owner} and root");
    }

    /// <summary>Refuses a caller who would have something run as whoever uses a template.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="before">The template as it is; null for a new one.</param>
    /// <param name="template">As it would be.</param>
    /// <exception cref="SchedulerException">HpcPermissionDenied.</exception>
    public static void CheckRun(Caller caller, JobTemplateRecord? before, JobTemplateRecord template)
    {
        if (caller.MayActForOthers)
            return;
        var changed = WhatIsRun[typeof(ImportJobTemplate)].FirstOrDefault(name => name == "JobEnv"
            ? !template.JobEnv.SequenceEqual(before?.JobEnv ?? [])
            : JobTemplateRules.ItemOf(template, name)?.Default is { } line && (before is null ? null : JobTemplateRules.ItemOf(before, name)?.Default) != line);
        if (changed is not null)
            throw new SchedulerException(SchedulerErrors.PermissionDenied, template.Name, caller.Name, $"set {changed} of the template {template.Name}, which runs as whoever uses it; that is for root");
    }

    /// <summary>Refuses a caller none of whose roles may send the request at all.</summary>
    /// <exception cref="SchedulerException">HpcPermissionDenied.</exception>
    public static void Check(Type request, Caller caller)
    {
        var row = RowOf(request);
        if (row.Of(caller.Role) == Refused)
            throw Denied(row, Refused, caller, null, row.Act);
    }

    /// <inheritdoc cref="Check(Type, Caller)"/>
    /// <typeparam name="TRequest">The request.</typeparam>
    public static void Check<TRequest>(Caller caller) => Check(typeof(TRequest), caller);

    /// <summary>Refuses a caller who may not send the request about this job.</summary>
    /// <typeparam name="TRequest">The request.</typeparam>
    /// <param name="caller">Who asks.</param>
    /// <param name="job">The job.</param>
    /// <param name="act">What it would be, before the words "job 1".</param>
    /// <exception cref="SchedulerException">HpcPermissionDenied.</exception>
    public static void Check<TRequest>(Caller caller, JobRecord job, string act)
    {
        if (!Allows<TRequest>(caller, job))
            throw Denied(RowOf(typeof(TRequest)), OwnJobs, caller, job, $"{act} job {job.Id}");
    }

    /// <summary>Refuses a caller who may not send the request about every job.</summary>
    /// <typeparam name="TRequest">The request.</typeparam>
    /// <param name="caller">Who asks.</param>
    /// <param name="job">The job in question.</param>
    /// <param name="act">What it would be.</param>
    /// <exception cref="SchedulerException">HpcPermissionDenied.</exception>
    public static void CheckEvery<TRequest>(Caller caller, JobRecord job, string act)
    {
        var row = RowOf(typeof(TRequest));
        if (row.Of(caller.Role) != Allowed)
            throw Denied(row, OwnJobs, caller, job, act);
    }

    /// <summary>Whether a caller may send the request about this job.</summary>
    /// <typeparam name="TRequest">The request.</typeparam>
    public static bool Allows<TRequest>(Caller caller, JobRecord job) => IsPermitted(RowOf(typeof(TRequest)), caller, job);

    private static PermissionRow RowOf(Type request) =>
        Table.GetValueOrDefault(request) ?? new PermissionRow(request, "do this", Allowed, Refused, Refused, Refused);

    private static bool IsPermitted(PermissionRow row, Caller caller, JobRecord job)
    {
        if (job.JobType.HasFlag(JobType.Admin))
            return caller.IsAdministrator;
        return row.Of(caller.Role) == Allowed || (row.Of(caller.Role) == OwnJobs && job.Owner == caller.Name);
    }

    // Names the roles that have more than was not enough.
    private static SchedulerException Denied(PermissionRow row, PermissionScope notEnough, Caller caller, JobRecord? job, string act)
    {
        var isCommand = job?.JobType.HasFlag(JobType.Admin) == true;
        var roles = isCommand ? [UserRoles.Administrator] : UserRoleList.Of(UserRoleList.All).Where(role => row.Of(role) > notEnough).ToList();
        var names = string.Join(", ", roles.SkipLast(1)) + (roles.Count > 1 ? " or " : "") + roles[^1];
        var whose = isCommand ? ", a command job" : job is null || job.Owner == caller.Name ? "" : $" of {job.Owner}";
        return new SchedulerException(
            SchedulerErrors.PermissionDenied, job?.Id, caller.Name, $"{act}{whose}; that needs the role {names}");
    }
}
