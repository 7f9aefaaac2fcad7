using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>A request of the table, ready to be sent.</summary>
/// <param name="Request">It.</param>
/// <param name="After">What root does when it was carried out, so that the next request finds the stage as it was; null for nothing.</param>
internal sealed record PreparedRequest(object Request, Func<Task>? After = null);

/// <summary>How each request of the table is tried: root prepares what it needs to be carried out.</summary>
internal static class RoleRequest
{
    private static readonly DateTime Long = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Local);
    private static readonly DateTime Far = new(2100, 1, 1, 0, 0, 0, DateTimeKind.Local);

    /// <summary>Requests about a job, by name: they are tried with one of the caller's own and with one of another.</summary>
    public static readonly IReadOnlyDictionary<string, Func<RoleStage, UserClient, Task<PreparedRequest>>> AboutJobs =
        new Dictionary<string, Func<RoleStage, UserClient, Task<PreparedRequest>>>(StringComparer.Ordinal)
        {
            [nameof(GetJob)] = async (stage, owner) => new(new GetJob { Ids = [await stage.JobAsync(owner)] }),
            [nameof(ExplainJob)] = async (stage, owner) => new(new ExplainJob(await stage.JobAsync(owner))),
            [nameof(WaitJob)] = async (stage, owner) => new(new WaitJob([await stage.CanceledJobAsync(owner)], Any: false)),
            [nameof(NewJob)] = async (stage, owner) => new(new NewJob(new JobProperties(), CopyOf: await stage.JobAsync(owner))),
            [nameof(SetJob)] = async (stage, owner) => new(new SetJob(await stage.JobAsync(owner), new JobProperties { Name = stage.NewName() })),
            [nameof(SubmitJob)] = async (stage, owner) => Running(stage, await stage.JobAsync(owner), job => new SubmitJob(job)),
            [nameof(RemoveJob)] = async (stage, owner) => new(new RemoveJob(await stage.CanceledJobAsync(owner))),
            [nameof(StopJob)] = async (stage, owner) => new(new StopJob(await stage.JobAsync(owner), "", Force: false, Graceful: false, Finish: false)),
            [nameof(RestartJob)] = async (stage, owner) => Running(stage, await stage.CanceledJobAsync(owner), job => new RestartJob(job)),
            [nameof(GetJobHistory)] = async (stage, owner) => new(new GetJobHistory(Long, Far, [await stage.CanceledJobAsync(owner)])),
            [nameof(GetTask)] = async (stage, owner) => new(new GetTask(await stage.JobAsync(owner), null, null, null)),
            [nameof(WaitTask)] = async (stage, owner) => new(new WaitTask([new TaskKey(await stage.CanceledJobAsync(owner), 1, 0)])),
            [nameof(ReceiveTask)] = async (stage, owner) => new(new ReceiveTask(await stage.EndedJobAsync(owner), 1, 0, Wait: false)),
            [nameof(AddTask)] = async (stage, owner) => new(new AddTask(await stage.JobAsync(owner), [new TaskProperties { CommandLine = "true" }])),
            [nameof(SetTask)] = async (stage, owner) => new(new SetTask(await stage.JobAsync(owner), 1, new TaskProperties { Name = "set" })),
            [nameof(SubmitTask)] = async (stage, owner) => new(new SubmitTask(await stage.JobAsync(owner), 1)),
            [nameof(StopTask)] = async (stage, owner) => new(new StopTask(await stage.JobAsync(owner), 1, 0, "", Force: false, Finish: false)),
            [nameof(RestartTask)] = async (stage, owner) => Running(
                stage, await stage.EndedJobAsync(owner, "false"), job => new RestartTask(job, 1, 0, Failed: false)),
        };

    /// <summary>The others.</summary>
    public static readonly IReadOnlyDictionary<string, Func<RoleStage, Task<PreparedRequest>>> Others =
        new Dictionary<string, Func<RoleStage, Task<PreparedRequest>>>(StringComparer.Ordinal)
        {
            [nameof(InvokeCommand)] = stage => Ready(new InvokeCommand("true"), () => LastJobEndsAsync(stage)),
            [nameof(ReceiveCommand)] = async stage =>
            {
                var job = await stage.SendAsync(new InvokeCommand("true"));
                await stage.EndAsync(job.Id);
                return new PreparedRequest(new ReceiveCommand(job.Id));
            },
            [nameof(GetClusterProperty)] = _ => Ready(new GetClusterProperty(null)),
            [nameof(GetClusterOverview)] = _ => Ready(new GetClusterOverview()),
            [nameof(SetClusterProperty)] = stage => Ready(new SetClusterProperty([], [$"{stage.NewName()}=x"])),
            [nameof(GetNode)] = _ => Ready(new GetNode()),
            [nameof(WaitNode)] = _ => Ready(new WaitNode([RoleStage.Node], ClusterNodeState.Online)),
            [nameof(GetNodeStateHistory)] = _ => Ready(new GetNodeStateHistory(Long, Far)),
            [nameof(NewNode)] = stage =>
            {
                var name = stage.NewName();
                return Ready(new NewNode(name) { Cores = 1 }, () => stage.SendAsync(new RemoveNode(name)));
            },
            [nameof(SetNode)] = stage => Ready(new SetNode(RoleStage.Node) { Description = stage.NewName() }),
            [nameof(SetNodeState)] = stage => Ready(
                new SetNodeState(RoleStage.Node, NodeState.Offline), () => stage.SendAsync(new SetNodeState(RoleStage.Node, NodeState.Online))),
            [nameof(RemoveNode)] = async stage =>
            {
                const string name = "removed";
                if (!(await stage.Root.ListAsync(new GetNode(), stage.Host.Token)).Exists(node => node.Name == name))
                    await stage.SendAsync(new NewNode(name) { Cores = 1 });
                return new PreparedRequest(new RemoveNode(name));
            },
            [nameof(GetGroup)] = _ => Ready(new GetGroup()),
            [nameof(NewGroup)] = stage => Ready(new NewGroup(stage.NewName(), "")),
            [nameof(SetGroup)] = async stage => new(new SetGroup((await stage.SendAsync(new NewGroup(stage.NewName(), ""))).Id, null, "set")),
            [nameof(AddGroup)] = async stage => new(new AddGroup((await stage.SendAsync(new NewGroup(stage.NewName(), ""))).Name, null, [RoleStage.Node])),
            [nameof(RemoveGroup)] = async stage => new(new RemoveGroup((await stage.SendAsync(new NewGroup(stage.NewName(), ""))).Name, null, null)),
            [nameof(GetJobTemplate)] = _ => Ready(new GetJobTemplate()),
            [nameof(CopyJobTemplate)] = stage => Ready(new CopyJobTemplate("Default", stage.NewName())),
            [nameof(ImportJobTemplate)] = async stage => new(new ImportJobTemplate(await TemplateAsync(stage), "imported", [], [], Replace: true)),
            [nameof(RemoveJobTemplate)] = async stage => new(new RemoveJobTemplate(await TemplateAsync(stage))),
            [nameof(GetJobTemplateAcl)] = _ => Ready(new GetJobTemplateAcl("Default")),
            [nameof(SetJobTemplateAcl)] = async stage => new(new SetJobTemplateAcl(await TemplateAsync(stage), JobTemplateAcl.OfNewTemplate)),
            [nameof(GetPool)] = _ => Ready(new GetPool()),
            [nameof(AddPool)] = stage => Ready(new AddPool(stage.NewName(), 1)),
            [nameof(SetPool)] = async stage => new(new SetPool((await stage.SendAsync(new AddPool(stage.NewName(), 1))).Name, 2)),
            [nameof(RemovePool)] = async stage => new(new RemovePool((await stage.SendAsync(new AddPool(stage.NewName(), 1))).Name, Force: false)),
            [nameof(GetMember)] = _ => Ready(new GetMember(null)),
            [nameof(AddMember)] = stage => Ready(new AddMember("candidate", UserRoles.User), () => stage.SendAsync(new RemoveMember("candidate", null))),
            [nameof(RemoveMember)] = async stage =>
            {
                await stage.SendAsync(new AddMember("candidate", UserRoles.User));
                return new PreparedRequest(new RemoveMember("candidate", null));
            },
            [nameof(GetMetric)] = _ => Ready(new GetMetric()),
            [nameof(GetMetricValue)] = _ => Ready(new GetMetricValue()),
            [nameof(GetMetricValueHistory)] = _ => Ready(new GetMetricValueHistory(Long, Far)),
            [nameof(GetScheduler)] = _ => Ready(new GetScheduler()),
            [nameof(BackupScheduler)] = stage => Ready(new BackupScheduler(Path.Join(stage.Host.Root, stage.NewName()), Force: false)),
            [nameof(StopScheduler)] = stage => Ready(new StopScheduler(Force: true), stage.Host.RestartedAsync),
        };

    private static Task<PreparedRequest> Ready(object request, Func<Task>? after = null) => Task.FromResult(new PreparedRequest(request, after));

    private static PreparedRequest Running(RoleStage stage, int job, Func<int, object> request) => new(request(job), () => stage.EndAsync(job));

    // Everybody has every right on it, so that the role alone decides.
    private static async Task<string> TemplateAsync(RoleStage stage)
    {
        var template = await stage.SendAsync(new CopyJobTemplate("Default", stage.NewName()));
        await stage.SendAsync(new SetJobTemplateAcl(template.Name, "D:(A;;GA;;;BU)"));
        return template.Name;
    }

    private static async Task LastJobEndsAsync(RoleStage stage)
    {
        var jobs = await stage.Root.ListAsync(new GetJob(), stage.Host.Token);
        await stage.EndAsync(jobs.Max(job => job.Id));
    }
}
