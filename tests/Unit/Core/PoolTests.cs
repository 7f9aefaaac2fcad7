using HpcScheduler.Core;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Core;

/// <summary>Pools, and which jobs are in them.</summary>
public sealed class PoolTests
{
    private readonly CoreHarness _core = new(cores: 8);

    [Fact]
    public void The_pool_Default_is_there_without_a_weight()
    {
        Assert.Equal((new PoolRecord("Default", 0), 0, 0), Assert.Single(_core.Core.Pools));
        Assert.Equal("Default", _core.Job(_core.New()).Pool);
    }

    [Fact]
    public void Pools_outlive_the_host_and_share_its_cores_by_weight()
    {
        _core.AddPool("research", 3);
        _core.AddPool("Blue", 1);
        _core.Restart(cores: 8);

        Assert.Equal(["Blue 2", "Default 0", "research 6"], Guarantees());
        _core.Restart(cores: 4);
        Assert.Equal(["Blue 1", "Default 0", "research 3"], Guarantees());
        _core.Turn(core => core.Handle(new SetPool("DEFAULT", 4), CoreHarness.Administrator));
        Assert.Equal(["Blue 1", "Default 2", "research 1"], Guarantees());
    }

    [Fact]
    public void A_job_is_in_the_pool_of_its_template_from_its_submission_on()
    {
        _core.AddPool("Research", 1);
        _core.AddPool("Other", 1);
        Template("t", "research");
        var job = _core.Submitted(new() { Template = "t", MinCores = 3, MaxCores = 3 }, Some.Task("true"));

        Assert.Equal("Research", _core.Job(job).Pool);
        Assert.Equal(["Default 0", "Other 0", "Research 3"], Allocations());
        Template("t", "Other");
        _core.SetJob(job, new() { Template = "Default" });
        Assert.Equal("Research", _core.Job(job).Pool);
        _core.Exit(job, 1, exitCode: 1);
        Assert.Equal(["Default 0", "Other 0", "Research 0"], Allocations());
        _core.SetJob(job, new() { Template = "t" });
        Assert.Equal("Other", _core.Job(job).Pool);
        Template("t", "Research");
        _core.Submit(job);
        Assert.Equal("Research", _core.Job(job).Pool);
    }

    [Fact]
    public void What_a_template_says_of_the_pool_is_nothing_that_jobs_say()
    {
        _core.AddPool("Research", 1);
        Template("t", "Research");
        var job = _core.New(new() { Template = "t" });

        Assert.Null(_core.Job(job).Asked);
        Refused(SchedulerErrors.PoolNotFound, () => Template("u", "none"), "There is no pool 'none'.");
        Refused(SchedulerErrors.InvalidTemplateItem, () => _core.Import("u", new JobTemplateItem { PropertyName = "pool", ValueRange = ["Default"] }), "");
        Refused(SchedulerErrors.InvalidTemplateItem, () => _core.Import("u", new JobTemplateItem { PropertyName = "Pool", MinVal = "1" }), "");
        _core.Import("u", new JobTemplateItem { PropertyName = "Pool", Default = "research", ReadOnly = true });
        Assert.Equal("Research", _core.Job(_core.New(new() { Template = "u" })).Pool);
    }

    [Fact]
    public void A_pool_is_changed_by_its_name_and_stays_as_it_is_without_a_weight()
    {
        _core.AddPool("a", 1);

        Assert.Equal(new PoolRecord("a", 7), _core.Turn(core => core.Handle(new SetPool("A", 7), CoreHarness.Administrator)));
        Assert.Equal(new PoolRecord("a", 7), _core.Turn(core => core.Handle(new SetPool("a", null), CoreHarness.Administrator)));
        Refused(SchedulerErrors.PoolNotFound, () => _core.Turn(core => core.Handle(new SetPool("b", 1), CoreHarness.Administrator)), "'b'");
        Refused(SchedulerErrors.InvalidPoolWeight, () => _core.Turn(core => core.Handle(new SetPool("a", -1), CoreHarness.Administrator)), "'a' cannot have the weight -1; allowed is 0 to 999999.");
        Refused(SchedulerErrors.InvalidPoolWeight, () => _core.Turn(core => core.Handle(new SetPool("a", 1_000_000), CoreHarness.Administrator)), "1000000");
        Assert.Equal(new PoolRecord("a", 7), _core.Core.Pools[0].Pool);
    }

    [Fact]
    public void What_is_no_pool_is_not_added()
    {
        _core.AddPool("a", 999_999);
        foreach (var (name, weight, error) in new[]
        {
            ("A", 1, SchedulerErrors.PoolExists), ("default", 1, SchedulerErrors.PoolExists), ("b", -1, SchedulerErrors.InvalidPoolWeight),
            ("b", 1_000_000, SchedulerErrors.InvalidPoolWeight), ("", 1, SchedulerErrors.InvalidPoolName), (" b", 1, SchedulerErrors.InvalidPoolName),
            ("b*", 1, SchedulerErrors.InvalidPoolName), ("b,c", 1, SchedulerErrors.InvalidPoolName), ("b\n", 1, SchedulerErrors.InvalidPoolName),
            ("b\0c", 1, SchedulerErrors.InvalidPoolName), (new string('b', 51), 1, SchedulerErrors.PoolNameTooLong),
        })
        {
            Refused(error, () => _core.AddPool(name, weight), "");
        }

        Assert.Equal(["a", "Default"], _core.Core.Pools.Select(standing => standing.Pool.Name));
        _core.AddPool(string.Concat(Enumerable.Repeat("𝔄", 50)), 0);
    }

    [Fact]
    public void There_is_an_end_to_pools()
    {
        for (var i = 1; i < Limits.Pools; i++)
            _core.AddPool($"p{i}", 1);

        Refused(SchedulerErrors.PoolLimitReached, () => _core.AddPool("one more", 1), "'one more' cannot be added: there are 1000");
    }

    [Fact]
    public void A_pool_that_templates_name_is_removed_by_force_only_and_jobs_go_to_Default()
    {
        _core.AddPool("Research", 1);
        Template("t", "RESEARCH");
        Template("u", "Research");
        var job = _core.Submitted(new() { Template = "t" }, Some.Task("true"));
        var waiting = _core.New(new() { Template = "t" });
        _core.Now += TimeSpan.FromHours(1);

        Refused(SchedulerErrors.PoolInUse, () => Remove("research", force: false), "these job templates name it: t, u.");
        Remove("research", force: true);

        Assert.Equal("Default", _core.Core.JobTemplates["t"].Items.Single().Default);
        Assert.Equal(_core.Now, _core.Core.JobTemplates["u"].ChangeTime);
        Assert.Equal(("Default", "Default"), (_core.Job(job).Pool, _core.Job(waiting).Pool));
        Assert.Equal(["Default 1"], Allocations());
        _core.Restart();
        Assert.Equal(["Default 0"], Guarantees());
    }

    [Fact]
    public void A_pool_that_only_jobs_are_in_is_removed()
    {
        _core.AddPool("Research", 1);
        Template("t", "Research");
        var ended = _core.Submitted(new() { Template = "t" }, Some.Task("true"));
        _core.Exit(ended, 1);
        var running = _core.Submitted(new() { Template = "t" }, Some.Task("true"));
        _core.Import("t");

        Remove("Research", force: false);

        Assert.Equal(("Research", "Default"), (_core.Job(ended).Pool, _core.Job(running).Pool));
    }

    [Fact]
    public void Default_is_not_removed_and_nobody_but_administrators_changes_pools()
    {
        Refused(SchedulerErrors.DefaultPoolNotRemovable, () => Remove("DEFAULT", force: true), "'Default'");
        Refused(SchedulerErrors.PoolNotFound, () => Remove("none", force: true), "'none'");
        _core.AddPool("a", 1);
        Refused(SchedulerErrors.PermissionDenied, () => _core.Turn(core => core.Handle(new AddPool("b", 1), CoreHarness.Owner)), "add pools");
        Refused(SchedulerErrors.PermissionDenied, () => _core.Turn(core => core.Handle(new SetPool("a", 2), CoreHarness.Owner)), "change pools");
        Refused(SchedulerErrors.PermissionDenied, () => _core.Turn(core => core.Handle(new RemovePool("a", true), CoreHarness.Owner)), "remove pools");
    }

    private void Template(string name, string pool) => _core.Import(name, new JobTemplateItem { PropertyName = "Pool", Default = pool });

    private void Remove(string pool, bool force) => _core.Turn(core => core.Handle(new RemovePool(pool, force), CoreHarness.Administrator));

    private IEnumerable<string> Guarantees() => _core.Core.Pools.Select(standing => $"{standing.Pool.Name} {standing.Guarantee}");

    private IEnumerable<string> Allocations() => _core.Core.Pools.Select(standing => $"{standing.Pool.Name} {standing.Allocated}");

    private static void Refused(SchedulerError error, Action act, string text)
    {
        var exception = Assert.Throws<SchedulerException>(act);
        Assert.Same(error, exception.Error);
        Assert.Contains(text, exception.Message, StringComparison.Ordinal);
    }
}
