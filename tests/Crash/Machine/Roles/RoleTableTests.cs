using System.Diagnostics;
using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>
/// Every request of docs/permissions.md is sent to a real host by a real user of each role, by one who is no member, by root and by one whom the machine
/// does not know: about a job of the own and about another's. It is carried out where the page says so; where it does not it is refused, and nothing in the
/// database has changed.
/// </summary>
public sealed class RoleTableTests(ITestOutputHelper output)
{
    // Some thousand requests, each of which may wait for the disk.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private const string AnotherUser = "another";

    public static bool IsPossible => MachineHost.IsPossible && Environment.ProcessorCount > 1;

    [Fact(Skip = "It needs root, who alone can connect as other users, and a second core for a second node.", SkipUnless = nameof(IsPossible))]
    public async Task Each_role_may_do_what_the_page_says_and_nothing_else()
    {
        var watch = Stopwatch.StartNew();
        var page = RolePage.Read();
        Assert.Equal(page.Keys.Order(StringComparer.Ordinal), RoleRequest.AboutJobs.Keys.Concat(RoleRequest.Others.Keys).Order(StringComparer.Ordinal));
        await using var host = await MachineHost.StartNewAsync([.. RolePage.Roles.Select(NameOf), "nomember", AnotherUser, "candidate"]);
        host.TakeTime(Patience);
        var stage = new RoleStage(host);
        await PrepareAsync(stage);
        var callers = Callers(host);
        var wrong = new List<string>();
        var sent = 0;
        foreach (var (request, words) in page)
        {
            foreach (var caller in callers)
            {
                var word = caller.Column is { } column ? words[column] : "refused";
                if (RoleRequest.AboutJobs.TryGetValue(request, out var aboutJob))
                {
                    if (caller.Column is not null)
                        await TryAsync(caller, request, word != "refused", "own job", () => aboutJob(stage, stage.As(caller.User)));
                    // The page says below the table that tasks are for the owner and root.
                    var isAllowed = word == "allowed" && (request != nameof(AddTask) || caller.User == TestUser.Root);
                    await TryAsync(caller, request, isAllowed, "another's job", () => aboutJob(stage, stage.As(host.User(AnotherUser))));
                }
                else
                {
                    // New templates are made by administrators; the page says so below the table.
                    var isAllowed = word == "allowed" && (request != nameof(CopyJobTemplate) || caller.Column is null or 0);
                    await TryAsync(caller, request, isAllowed, "", () => RoleRequest.Others[request](stage));
                }
            }
        }

        output.WriteLine($"{page.Count} requests x {callers.Count} callers, {sent} sent: wrong {wrong.Count}; {watch.Elapsed.TotalSeconds:F0} s");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        async Task TryAsync(RoleCaller caller, string request, bool isAllowed, string about, Func<Task<PreparedRequest>> prepare)
        {
            var prepared = await prepare();
            var before = stage.Contents();
            SchedulerException? refusal = null;
            try
            {
                await stage.AskAsync(stage.As(caller.User), prepared.Request);
            }
            catch (SchedulerException exception)
            {
                refusal = exception;
            }

            sent++;
            var isRefused = refusal is not null && refusal.Error.Category == SchedulerErrorCategory.PermissionDenied && refusal.Error.Status == 403;
            if (isAllowed ? refusal is not null : !isRefused)
            {
                var expected = isAllowed ? "allowed" : "refused";
                wrong.Add($"{request} by {caller.Name} {about}: {expected} was expected, and there was {refusal?.Message ?? "no error"}");
            }

            if (refusal is not null && stage.Contents() != before)
                wrong.Add($"{request} by {caller.Name} {about}: was refused and has changed the database");
            if (refusal is null && prepared.After is not null)
                await prepared.After();
        }
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task Nobody_but_root_has_anything_run_as_another()
    {
        await using var host = await MachineHost.StartNewAsync([.. RolePage.Roles.Select(NameOf), AnotherUser]);
        var stage = new RoleStage(host);
        foreach (var role in RolePage.Roles)
            await stage.SendAsync(new AddMember(NameOf(role), role));
        var job = await stage.JobAsync(stage.As(host.User(AnotherUser)));
        var template = (await stage.SendAsync(new CopyJobTemplate("Default", "forall"))).Name;
        await stage.SendAsync(new SetJobTemplateAcl(template, "D:(A;;GA;;;BU)"));
        var before = stage.Contents();
        const string Evil = "id -u";
        object[] requests =
        [
            new AddTask(job, [new TaskProperties { CommandLine = Evil }]),
            new SetTask(job, 1, new TaskProperties { CommandLine = Evil }), new SetTask(job, 1, new TaskProperties { WorkDir = "/tmp" }),
            new SetTask(job, 1, new TaskProperties { Stdin = "/tmp/x" }), new SetTask(job, 1, new TaskProperties { Stdout = "/tmp/x" }),
            new SetTask(job, 1, new TaskProperties { Stderr = "/tmp/x" }), new SetTask(job, 1, new TaskProperties { Env = ["PATH=/tmp"] }),
            new SetTask(job, 1, new TaskProperties { Type = TaskType.ParametricSweep, StartValue = 1, EndValue = 9 }),
            new SetJob(job, new JobProperties { JobEnv = ["PATH=/tmp"] }), new SetJob(job, new JobProperties { Template = template }),
            new ImportJobTemplate(template, "", [], ["PATH=/tmp"], Replace: true),
            new ImportJobTemplate(template, "", [new JobTemplateItem { PropertyName = "NodePrepareTask", Default = Evil }], [], Replace: true),
            new ImportJobTemplate(template, "", [new JobTemplateItem { PropertyName = "NodeReleaseTask", Default = Evil }], [], Replace: true),
        ];

        foreach (var role in RolePage.Roles)
        {
            foreach (var request in requests)
            {
                var error = await Assert.ThrowsAsync<SchedulerException>(() => stage.AskAsync(stage.As(host.User(NameOf(role))), request));
                Assert.True(error.Error == SchedulerErrors.PermissionDenied, $"{request} as {role}: {error.Message}");
            }
        }

        Assert.Equal(before, stage.Contents());
        await stage.AskAsync(stage.As(TestUser.Root), requests[0]);
        Assert.NotEqual(before, stage.Contents());
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task A_personal_scheduler_knows_whose_folder_it_is()
    {
        await using var machine = new UserMachine("ann", "bob", "eve");
        var (ann, bob, eve) = (machine.User("ann"), machine.User("bob"), machine.User("eve"));
        var folder = UserMachine.MakeFolder(ann.File("s"), ann);
        var said = new List<string>();

        foreach (var (who, user) in new[] { ("Owner", ann), ("Root", TestUser.Root), ("Member", bob), ("Other", eve) })
        {
            var start = await machine.StartHostAsync(user, folder);
            var isStarted = start.Contains("Ready", StringComparison.Ordinal);
            if (!isStarted)
                Assert.Contains("\"HpcFolderNotSafe\"", start, StringComparison.Ordinal);
            await machine.StopHostAsync(folder);
            Assert.Contains("Ready", await machine.StartHostAsync(ann, folder), StringComparison.Ordinal);
            await machine.As(ann, folder).SendAsync(new AddMember("bob", UserRoles.JobOperator), machine.Token);
            Command.Run("chmod", "o+x", folder);
            Command.Run("chmod", "666", Path.Join(folder, "host.sock"));
            said.Add($"{who} | {(isStarted ? "allowed" : "refused")} | {await RoleAsync(machine, folder, user)}");
            await machine.StopHostAsync(folder);
        }

        Assert.Equal(RolePage.RowsBelow("| Who asks |"), said);
    }

    // As far as requests show it.
    private static async Task<string> RoleAsync(UserMachine machine, string folder, TestUser user)
    {
        var client = machine.As(user, folder);
        if (await IsRefusedAsync(new GetJob()))
            return "refused";
        return await IsRefusedAsync(new GetMetric()) ? "as added" : "Administrator";

        async Task<bool> IsRefusedAsync<TItem>(ISchedulerQuery<TItem> query) =>
            await Record.ExceptionAsync(() => client.ListAsync(query, machine.Token)) is SchedulerException error
                && (error.Error == SchedulerErrors.PermissionDenied ? true : throw error);
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task A_command_job_is_for_administrators_whatever_a_row_says()
    {
        await using var host = await MachineHost.StartNewAsync([.. RolePage.Roles.Select(NameOf)]);
        var stage = new RoleStage(host);
        foreach (var role in RolePage.Roles)
            await stage.SendAsync(new AddMember(NameOf(role), role));
        var job = (await stage.SendAsync(new InvokeCommand("true"))).Id;
        await stage.EndAsync(job);
        var before = stage.Contents();
        object[] requests =
        [
            new NewJob(new JobProperties(), CopyOf: job), new SetJob(job, new JobProperties { Name = "set" }), new SubmitJob(job), new RemoveJob(job),
            new StopJob(job, "", Force: true, Graceful: false, Finish: false), new RestartJob(job), new GetTask(job, null, null, null),
            new WaitTask([new TaskKey(job, 1, 0)]), new ReceiveTask(job, 1, 0, Wait: false), new AddTask(job, [new TaskProperties { CommandLine = "true" }]),
            new SetTask(job, 1, new TaskProperties { Name = "set" }), new SubmitTask(job, 1), new StopTask(job, 1, 0, "", Force: true, Finish: false),
            new RestartTask(job, 1, 0, Failed: false),
        ];

        foreach (var role in RolePage.Roles.Skip(1))
        {
            foreach (var request in requests)
            {
                var error = await Assert.ThrowsAsync<SchedulerException>(() => stage.AskAsync(stage.As(host.User(NameOf(role))), request));
                Assert.True(error.Error == SchedulerErrors.PermissionDenied, $"{request.GetType().Name} as {role}: {error.Message}");
            }
        }

        Assert.Equal(before, stage.Contents());
    }

    private static string NameOf(UserRoles role) => "the" + role.ToString().ToLowerInvariant();

    // The machine's own node takes every core; one that leaves room for another comes in its place.
    private static async Task PrepareAsync(RoleStage stage)
    {
        foreach (var role in RolePage.Roles)
            await stage.SendAsync(new AddMember(NameOf(role), role));
        foreach (var node in await stage.Root.ListAsync(new GetNode(), stage.Host.Token))
        {
            await stage.SendAsync(new SetNodeState(node.Name, NodeState.Offline));
            await stage.SendAsync(new RemoveNode(node.Name));
        }

        await stage.SendAsync(new NewNode(RoleStage.Node) { Cores = 1 });
        await stage.SendAsync(new SetNodeState(RoleStage.Node, NodeState.Online));
    }

    private static List<RoleCaller> Callers(MachineHost host) =>
    [
        new("root", TestUser.Root, 0),
        .. RolePage.Roles.Select((role, column) => new RoleCaller(role.ToString(), host.User(NameOf(role)), column)),
        new("who is no member", host.User("nomember"), RolePage.Roles.Count - 1),
        new("whom the machine does not know", new TestUser("", 79_999, "/"), null),
    ];

    /// <summary>Who sends requests.</summary>
    /// <param name="Name">For people.</param>
    /// <param name="User">As whom.</param>
    /// <param name="Column">The column of the page that counts; null for one who may do nothing.</param>
    private sealed record RoleCaller(string Name, TestUser User, int? Column);
}
