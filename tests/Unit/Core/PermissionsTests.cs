using HpcScheduler.Core;
using HpcScheduler.Core.Policy;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Core;

/// <summary>The table of who may do what: complete, as its page says, and obeyed.</summary>
public sealed class PermissionsTests
{
    private static readonly UserRoles[] Roles = [UserRoles.Administrator, UserRoles.JobAdministrator, UserRoles.JobOperator, UserRoles.User];

    private static readonly Type[] Requests = [.. typeof(StopJob).Assembly.GetTypes()
        .Where(type => type.IsClass && type.GetInterfaces().Any(face => face.IsGenericType
            && (face.GetGenericTypeDefinition() == typeof(ISchedulerRequest<>) || face.GetGenericTypeDefinition() == typeof(ISchedulerQuery<>))))];

    public static TheoryData<UserRoles> EachRole => [.. Roles];

    [Fact]
    public void Every_request_of_the_protocol_has_a_row_and_every_row_a_request() =>
        Assert.Equal(Requests.Select(type => type.Name).Order(), Permissions.Table.Keys.Select(type => type.Name).Order());

    [Fact]
    public void The_page_has_every_row_and_no_other()
    {
        var code = Permissions.Table.Values.Select(row => $"{row.Request.Name} | {string.Join(" | ", Roles.Select(role => Word(row.Of(role))))}");

        Assert.Equal(code, RowsBelow("| Request | Administrator |"));
    }

    [Fact]
    public void The_page_says_what_of_a_job_is_run() =>
        Assert.Equal(Permissions.WhatIsRun.Select(row => $"{row.Key.Name} | {string.Join(", ", row.Value)}"), RowsBelow("| Request | What is run |"));

    [Fact]
    public void The_page_says_whose_folder_it_is() => Assert.Equal(
        FolderRow.Table.Select(row =>
            $"{row.Who} | {(row.MayStart ? "allowed" : "refused")} | {row.Role?.ToString() ?? (row.Who == FolderUser.Member ? "as added" : "refused")}"),
        RowsBelow("| Who asks |"));

    public static TheoryData<UserRoles, string, string> EachRoleAndWhatIsRun
    {
        get
        {
            var data = new TheoryData<UserRoles, string, string>();
            foreach (var role in Roles)
            {
                foreach (var (request, names) in Permissions.WhatIsRun.Where(row => row.Key != typeof(ImportJobTemplate)))
                {
                    foreach (var name in names)
                        data.Add(role, request.Name, name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(EachRoleAndWhatIsRun))]
    public void What_is_run_as_another_is_for_the_owner_and_who_may_act_for_others(UserRoles role, string request, string parameter)
    {
        void Send(SchedulerCore core, Caller caller) => _ = request switch
        {
            nameof(AddTask) => core.Handle(new AddTask(1, [new TaskProperties { CommandLine = "true" }]), caller).ToString(),
            nameof(SetJob) => core.Handle(new SetJob(1, Said<JobProperties>(parameter == "TemplateName" ? "Template" : parameter)), caller).ToString(),
            _ => core.Handle(new SetTask(1, 1, Said<TaskProperties>(parameter)), caller).ToString(),
        };

        Assert.True(IsRefused(JobState.Configuring, Send, new Caller("ann", role, MayActForOthers: false)), "another");
        Assert.False(IsRefused(JobState.Configuring, Send, new Caller(CoreHarness.Owner.Name, role, MayActForOthers: false)), "the owner");
        Assert.False(IsRefused(JobState.Configuring, Send, new Caller("root", UserRoles.Administrator)), "root");
    }

    [Fact]
    public void All_else_of_anothers_job_stays_with_the_roles()
    {
        var administrator = new Caller("ann", UserRoles.JobAdministrator, MayActForOthers: false);

        Assert.False(IsRefused(JobState.Configuring, (core, caller) => core.Handle(new SetTask(1, 1, new TaskProperties { MaxCores = 2, Name = "n" }), caller), administrator));
        Assert.False(IsRefused(JobState.Configuring, (core, caller) => core.Handle(new SetJob(1, new JobProperties { ExpandedPriority = 1, MaxCores = 2 }), caller), administrator));
        Assert.All(
            AboutAJob().Where(pair => pair.Request != typeof(AddTask)),
            pair => Assert.False(IsRefused(JobState.Configuring, pair.Send, administrator), pair.Request.Name));
    }

    [Fact]
    public void What_a_template_has_run_is_for_who_may_act_for_others()
    {
        var administrator = new Caller("ann", UserRoles.Administrator, MayActForOthers: false);
        Action<SchedulerCore, Caller> Import(string text, params JobTemplateItem[] items) =>
            (core, caller) => core.Handle(new ImportJobTemplate("t", text, items, text.Length == 0 ? [] : ["A=" + text], Replace: true), caller);
        var node = new JobTemplateItem { PropertyName = "NodePrepareTask", Default = "true" };

        Assert.True(IsRefused(JobState.Configuring, Import("b"), administrator));
        Assert.True(IsRefused(JobState.Configuring, Import("", node), administrator));
        Assert.False(IsRefused(JobState.Configuring, Import(""), administrator));
        Assert.False(IsRefused(JobState.Configuring, Import("b", node), new Caller("root", UserRoles.Administrator)));
        Assert.False(IsRefused(
            JobState.Configuring,
            (core, caller) =>
            {
                Import("b", node)(core, new Caller("root", UserRoles.Administrator));
                Import("b", node)(core, caller);
            },
            administrator));
    }

    [Fact]
    public void An_administrator_may_do_everything_and_who_has_no_role_nothing()
    {
        Assert.All(Permissions.Table.Values, row => Assert.Equal(PermissionScope.Allowed, row.Of(UserRoles.Administrator)));
        Assert.All(Permissions.Table.Values, row => Assert.Equal(PermissionScope.Refused, row.Of(UserRoles.AccessDenied)));
    }

    [Fact]
    public void Of_several_roles_the_one_counts_that_may_most()
    {
        var row = new PermissionRow(
            typeof(StopJob), "", PermissionScope.Refused, PermissionScope.Refused, PermissionScope.Allowed, PermissionScope.OwnJobs);

        Assert.Equal(PermissionScope.Allowed, row.Of(UserRoles.User | UserRoles.JobOperator));
        Assert.Equal(PermissionScope.OwnJobs, row.Of(UserRoles.User | UserRoles.JobAdministrator));
    }

    [Fact]
    public void A_request_without_a_row_is_for_administrators()
    {
        Permissions.Check<string>(CoreHarness.Administrator);
        Assert.Throws<SchedulerException>(() => Permissions.Check<string>(new Caller("ann", UserRoles.JobAdministrator | UserRoles.User)));
    }

    [Theory]
    [MemberData(nameof(EachRole))]
    public void The_check_before_the_job_is_known_refuses_what_the_row_refuses(UserRoles role)
    {
        foreach (var row in Permissions.Table.Values)
        {
            var error = Record.Exception(() => Permissions.Check(row.Request, new Caller("ann", role))) as SchedulerException;

            Assert.Equal(row.Of(role) == PermissionScope.Refused, error is not null);
        }
    }

    [Theory]
    [MemberData(nameof(EachRole))]
    public void The_core_obeys_the_rows_about_jobs_of_others(UserRoles role)
    {
        var caller = new Caller("ann", role);
        foreach (var (type, send) in AboutAJob())
        {
            var refused = IsRefused(JobState.Configuring, send, caller);

            Assert.True(Permissions.Table[type].Of(role) != PermissionScope.Allowed == refused, $"{type.Name} as {role}");
        }
    }

    [Fact]
    public void The_rows_about_jobs_are_all_tried()
    {
        // What is read, the host asks itself.
        Type[] readOrWithoutJob =
        [
            typeof(GetJob), typeof(ExplainJob), typeof(WaitJob), typeof(GetJobHistory), typeof(GetTask), typeof(WaitTask), typeof(ReceiveTask),
        ];
        var tried = AboutAJob().Select(pair => pair.Request);
        var aboutJobs = Permissions.Table.Keys.Where(type => type.Name.EndsWith("Job", StringComparison.Ordinal) || type.Name.EndsWith("Task", StringComparison.Ordinal));

        Assert.Equal(aboutJobs.Except(readOrWithoutJob).Select(type => type.Name).Order(), tried.Select(type => type.Name).Order());
    }

    [Theory]
    [MemberData(nameof(EachRole))]
    public void The_owner_of_a_job_needs_no_more_than_a_role(UserRoles role)
    {
        var owner = new Caller(CoreHarness.Owner.Name, role);

        Assert.All(AboutAJob(), pair => Assert.False(IsRefused(JobState.Configuring, pair.Send, owner), pair.Request.Name));
    }

    [Fact]
    public void An_operator_may_queue_a_job_again_in_either_way_but_not_submit_it()
    {
        var someone = new Caller("ann", UserRoles.JobOperator);

        Assert.True(IsRefused(JobState.Configuring, (core, caller) => core.Handle(new SubmitJob(1), caller), someone));
        Assert.False(IsRefused(JobState.Failed, (core, caller) => core.Handle(new SubmitJob(1), caller), someone));
        Assert.False(IsRefused(JobState.Failed, (core, caller) => core.Handle(new RestartJob(1), caller), someone));
    }

    [Theory]
    [MemberData(nameof(EachRole))]
    public void A_command_job_is_for_administrators_only_and_its_owner_is_no_exception(UserRoles role)
    {
        var owner = new Caller(CoreHarness.Owner.Name, role);
        foreach (var (type, send) in AboutAJob())
            Assert.True(role != UserRoles.Administrator == IsRefused(JobState.Configuring, send, owner, JobType.Admin), type.Name);
    }

    [Theory]
    [InlineData(UserRoles.User, true)]
    [InlineData(UserRoles.JobOperator, true)]
    [InlineData(UserRoles.JobAdministrator, false)]
    [InlineData(UserRoles.Administrator, false)]
    public void The_priority_of_a_job_that_waits_is_changed_by_those_who_may_change_every_job(UserRoles role, bool isRefused)
    {
        var harness = new CoreHarness();
        var change = new SetJob(harness.Submitted("true"), new JobProperties { ExpandedPriority = 4000 });

        var error = Record.Exception(() => harness.SetJob(change, new Caller(CoreHarness.Owner.Name, role)));

        Assert.Equal(isRefused ? SchedulerErrors.PermissionDenied : null, (error as SchedulerException)?.Error);
    }

    [Theory]
    [InlineData(JobType.Batch, "ann may not cancel job 1 of owner; that needs the role Administrator, JobAdministrator or JobOperator.")]
    [InlineData(JobType.Admin, "ann may not cancel job 1, a command job; that needs the role Administrator.")]
    public void The_error_names_what_is_missing(JobType type, string message)
    {
        var job = JobIn(JobState.Running, type);

        var error = Assert.Throws<SchedulerException>(() => Permissions.Check<StopJob>(new Caller("ann", UserRoles.User), job, "cancel"));

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Equal((SchedulerErrors.PermissionDenied, (object?)1), (error.Error, error.Target));
    }

    [Fact]
    public void The_error_about_a_setting_names_what_is_missing() =>
        Assert.StartsWith(
            "ann may not change cluster properties; that needs the role Administrator.",
            Assert.Throws<SchedulerException>(() => Permissions.Check<SetClusterProperty>(new Caller("ann", UserRoles.JobAdministrator))).Message,
            StringComparison.Ordinal);

    private static IEnumerable<(Type Request, Action<SchedulerCore, Caller> Send)> AboutAJob() =>
    [
        (typeof(NewJob), (core, caller) => core.Handle(new NewJob(new JobProperties(), null, 1), caller)),
        (typeof(SetJob), (core, caller) => core.Handle(new SetJob(1, new JobProperties { Name = "n" }), caller)),
        (typeof(SubmitJob), (core, caller) => core.Handle(new SubmitJob(1), caller)),
        (typeof(RemoveJob), (core, caller) => core.Handle(new RemoveJob(1), caller)),
        (typeof(StopJob), (core, caller) => core.Handle(new StopJob(1, "", false, false, false), caller)),
        (typeof(RestartJob), (core, caller) => core.Handle(new RestartJob(1), caller)),
        (typeof(AddTask), (core, caller) => core.Handle(new AddTask(1, [new TaskProperties { CommandLine = "true" }]), caller)),
        (typeof(SetTask), (core, caller) => core.Handle(new SetTask(1, 1, new TaskProperties()), caller)),
        (typeof(SubmitTask), (core, caller) => core.Handle(new SubmitTask(1, 1), caller)),
        (typeof(StopTask), (core, caller) => core.Handle(new StopTask(1, 1, 0, "", false, false), caller)),
        (typeof(RestartTask), (core, caller) => core.Handle(new RestartTask(1, 1, 0, false), caller)),
    ];

    /// <summary>Whether a request about a job of "owner" is refused for want of a role; what else may be wrong with it does not count.</summary>
    private static bool IsRefused(JobState state, Action<SchedulerCore, Caller> send, Caller caller, JobType type = JobType.Batch)
    {
        var harness = new CoreHarness();
        harness.Keep(JobIn(state, type));
        return Record.Exception(() => harness.Turn(core =>
        {
            send(core, caller);
            return true;
        })) is SchedulerException { Error.Id: "HpcPermissionDenied" };
    }

    private static JobRecord JobIn(JobState state, JobType type) => new()
    {
        Id = 1,
        Owner = CoreHarness.Owner.Name,
        JobType = type,
        Properties = new JobProperties(),
        State = state,
        PreviousState = JobState.Configuring,
        CreateTime = DateTimeOffset.UnixEpoch,
        ChangeTime = DateTimeOffset.UnixEpoch,
        EndTime = state is JobState.Failed ? DateTimeOffset.UnixEpoch : null,
        MinCores = 1,
        MaxCores = 1,
    };

    // Some value of the type of a property; it only has to be said.
    private static T Said<T>(string property)
        where T : new()
    {
        var made = new T();
        var found = typeof(T).GetProperty(property)!;
        var type = Nullable.GetUnderlyingType(found.PropertyType) ?? found.PropertyType;
        found.SetValue(made, type == typeof(string) ? "/x" : type == typeof(int) ? 1 : type.IsEnum ? Enum.GetValues(type).GetValue(0) : (string[])["A=b"]);
        return made;
    }

    private static IEnumerable<string> RowsBelow(string head) => File.ReadLines(Repository.Path("docs", "permissions.md"))
        .SkipWhile(line => !line.StartsWith(head, StringComparison.Ordinal)).Skip(2)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Trim('|', ' '));

    private static string Word(PermissionScope scope) => scope switch
    {
        PermissionScope.Allowed => "allowed",
        PermissionScope.OwnJobs => "own jobs",
        _ => "refused",
    };
}
