using HpcScheduler.Core;
using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Core;

/// <summary>What may be changed of a job in which state: as docs/lifecycle.md shows it (scheduler reference, section 5.3).</summary>
public sealed class SetJobTests
{
    private const string Everything = "everything";

    private readonly CoreHarness _harness = new();

    private static readonly Dictionary<string, JobProperties> Changes = new()
    {
        ["Name"] = new() { Name = "name" },
        ["Project"] = new() { Project = "project" },
        ["TemplateName"] = new() { Template = "Default" },
        ["Priority"] = new() { ExpandedPriority = 3000 },
        ["NumCores"] = new() { MinCores = 1, MaxCores = 2, AutoCalculateMin = false, AutoCalculateMax = false, UnitType = JobUnitType.Core },
        ["NumSockets"] = new() { MinSockets = 1, MaxSockets = 1, UnitType = JobUnitType.Socket },
        ["NumNodes"] = new() { MinNodes = 1, MaxNodes = 1, UnitType = JobUnitType.Node },
        ["NumGpus"] = new() { MinGpus = 1, MaxGpus = 1, UnitType = JobUnitType.Gpu },
        ["RunTime"] = new() { RunTime = TimeSpan.FromHours(1) },
        ["RunUntilCanceled"] = new() { RunUntilCanceled = false },
        ["Exclusive"] = new() { Exclusive = true },
        ["SingleNode"] = new() { SingleNode = true },
        ["RequestedNodes"] = new() { RequestedNodes = ["node"] },
        ["NodeGroups"] = new() { NodeGroups = ["ComputeNodes"] },
        ["NodeGroupOp"] = new() { NodeGroupOp = JobNodeGroupOp.Union },
        ["OrderBy"] = new() { OrderBy = ["Cores"] },
        ["MinMemoryPerNode"] = new() { MinMemoryPerNode = 1 },
        ["MaxMemoryPerNode"] = new() { MaxMemoryPerNode = 1 },
        ["MinCoresPerNode"] = new() { MinCoresPerNode = 1 },
        ["MaxCoresPerNode"] = new() { MaxCoresPerNode = 4 },
        ["EstimatedProcessMemory"] = new() { EstimatedProcessMemory = 1 },
        ["FailOnTaskFailure"] = new() { FailOnTaskFailure = true },
        ["FailDependentTasks"] = new() { FailDependentTasks = true },
        ["TaskExecutionFailureRetryLimit"] = new() { TaskExecutionFailureRetryLimit = 1 },
        ["ValidExitCodes"] = new() { ValidExitCodes = "0..3" },
        ["JobEnv"] = new() { JobEnv = ["A=1"] },
        ["CustomProperties"] = new() { CustomProperties = ["a=1"] },
        ["License"] = new() { License = ["solver:1"] },
        ["ParentJobIds"] = new() { ParentJobIds = [1] },
        ["HoldUntil"] = new() { HoldUntil = new DateTime(2026, 1, 1, 1, 0, 0, DateTimeKind.Utc) },
        ["Progress"] = new() { Progress = 50 },
        ["ProgressMessage"] = new() { ProgressMessage = "half" },
        ["NotifyOnStart"] = new() { NotifyOnStart = true },
        ["NotifyOnCompletion"] = new() { NotifyOnCompletion = true },
        ["EmailAddress"] = new() { EmailAddress = "admin@example.org" },
        // It changes by parameters of its own: here all nodes are allowed again.
        ["ExcludedNodes"] = new(),
    };

    private static readonly Dictionary<JobState, HashSet<string>> Page = ReadPage();

    private static readonly IReadOnlyList<JobState> States =
        [.. JobLifecycle.Transitions.Select(row => row.From).OfType<JobState>().Distinct()];

    public static TheoryData<JobState, string> Cases => [.. States.SelectMany(state => Changes.Keys.Select(name => (state, name)))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_the_page_allows_is_changed_and_all_else_is_refused(JobState state, string name)
    {
        var job = InState.Job(_harness, state);
        var before = _harness.Job(job);
        var request = new SetJob(job, Changes[name], ClearExcludedNodes: name == "ExcludedNodes");
        if (Page[state].Contains(name) || Page[state].Contains(Everything))
        {
            _harness.SetJob(request, CoreHarness.Administrator);
            return;
        }

        var error = Assert.Throws<SchedulerException>(() => _harness.SetJob(request, CoreHarness.Administrator));
        Assert.Equal(
            state switch
            {
                JobState.Queued or JobState.Running => "HpcPropertyNotModifiable",
                JobState.Finished => "HpcFinishedJobNotModifiable",
                _ => "HpcJobNotModifiable",
            },
            error.Error.Id);
        Assert.Contains(state.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Equal(before, _harness.Job(job));
    }

    [Fact]
    public void The_page_names_each_state_and_only_what_can_be_changed()
    {
        Assert.Equal(States.Order(), Page.Keys.Order());
        Assert.All(Page.Values.SelectMany(names => names), name => Assert.Contains(name, Changes.Keys.Append(Everything).Append("nothing")));
    }

    [Fact]
    public void Each_property_of_a_job_is_tried()
    {
        var tried = typeof(JobProperties).GetProperties()
            .Where(property => Changes.Values.Any(change => property.GetValue(change) is not null))
            .Select(property => property.Name);
        Assert.Equal(
            typeof(JobProperties).GetProperties().Select(property => property.Name).Except([nameof(JobProperties.ExcludedNodes)]).Order(),
            tried.Order());
    }

    [Theory]
    [InlineData(JobState.Queued)]
    [InlineData(JobState.Running)]
    public void The_priority_of_a_submitted_job_is_for_administrators(JobState state)
    {
        var job = InState.Job(_harness, state);
        Assert.Same(SchedulerErrors.PermissionDenied, Assert.Throws<SchedulerException>(
            () => _harness.SetJob(job, new JobProperties { ExpandedPriority = 4000 })).Error);
        Assert.Null(_harness.Job(job).Properties.ExpandedPriority);
    }

    [Fact]
    public void A_higher_priority_takes_a_queued_job_to_the_head()
    {
        var running = _harness.Submitted(Some.Cores(4), Some.Task("running"));
        _harness.Submitted(Some.Cores(4), Some.Task("first"));
        var second = _harness.Submitted(Some.Cores(4), Some.Task("second"));
        _harness.SetJob(new SetJob(second, new JobProperties { ExpandedPriority = 3000 }), CoreHarness.Administrator);
        Assert.Equal(PendingReason.NotEnoughResource, _harness.Job(second).PendingReason);
        _harness.Exit(running, 1);
        Assert.Equal(["running", "second"], _harness.Started);
    }

    [Theory]
    [InlineData(JobState.Queued)]
    [InlineData(JobState.Running)]
    [InlineData(JobState.Finishing)]
    [InlineData(JobState.Canceling)]
    [InlineData(JobState.Failed)]
    [InlineData(JobState.Canceled)]
    public void Progress_changes_nothing_else(JobState state)
    {
        var job = InState.Job(_harness, state);
        var rows = _harness.History(job).Count;
        Assert.Null(_harness.SetJob(job, new JobProperties { Progress = 30, ProgressMessage = "a third" }));
        Assert.Equal(
            (state, 30, "a third"),
            (_harness.Job(job).State, _harness.Job(job).Properties.Progress, _harness.Job(job).Properties.ProgressMessage));
        Assert.Equal(rows, _harness.History(job).Count);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public void Progress_is_a_percentage(int progress) => Assert.Same(SchedulerErrors.ProgressOutOfRange, Assert.Throws<SchedulerException>(
        () => _harness.SetJob(InState.Job(_harness, JobState.Running), new JobProperties { Progress = progress })).Error);

    [Fact]
    public void A_minimum_of_now_and_a_maximum_of_before_must_agree()
    {
        var job = _harness.New(Some.Cores(2));
        Assert.Same(SchedulerErrors.MinGreaterThanMax, Assert.Throws<SchedulerException>(
            () => _harness.SetJob(job, new JobProperties { MinCores = 3 })).Error);
        Assert.Equal(2, _harness.Job(job).MinCores);
    }

    [Fact]
    public void A_count_is_computed_again_where_that_is_said()
    {
        var job = _harness.New(Some.Cores(1));
        _harness.Add(job, Some.Sweep(9));
        _harness.SetJob(job, new JobProperties { AutoCalculateMax = true });
        Assert.Equal((1, 9), (_harness.Job(job).MinCores, _harness.Job(job).MaxCores));
        _harness.SetJob(job, new JobProperties { MaxCores = 2 });
        Assert.Equal((2, false), (_harness.Job(job).MaxCores, _harness.Job(job).Properties.AutoCalculateMax));
    }

    [Fact]
    public void Others_than_owner_and_administrator_may_not_change_a_job()
    {
        var job = _harness.New();
        Assert.Same(SchedulerErrors.PermissionDenied, Assert.Throws<SchedulerException>(
            () => _harness.SetJob(new SetJob(job, new JobProperties { Name = "mine" }), CoreHarness.Stranger)).Error);
    }

    private static Dictionary<JobState, HashSet<string>> ReadPage()
    {
        var page = File.ReadAllText(Repository.Path("docs", "lifecycle.md"));
        return page[page.IndexOf("## Changes", StringComparison.Ordinal)..].Split('\n')
            .SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Split(',', StringSplitOptions.TrimEntries)).ToArray())
            .SelectMany(cells => cells[0].Select(state => (State: Enum.Parse<JobState>(state), Names: cells[1].ToHashSet())))
            .ToDictionary(row => row.State, row => row.Names);
    }
}
