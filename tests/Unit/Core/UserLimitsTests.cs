using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Core;

/// <summary>How much one user may have of what is kept.</summary>
public sealed class UserLimitsTests
{
    private readonly CoreHarness _core = new();

    [Fact]
    public void Who_has_as_many_jobs_as_allowed_is_refused_until_one_is_removed()
    {
        _core.Set("UserJobLimit", 2);
        var first = _core.New();
        _core.New();
        Assert.Same(SchedulerErrors.TooManyJobs, Assert.Throws<SchedulerException>(() => _core.New()).Error);

        _core.RemoveJob(first);

        _core.New();
        Assert.Same(SchedulerErrors.TooManyJobs, Assert.Throws<SchedulerException>(() => _core.New()).Error);
    }

    [Fact]
    public void Tasks_are_given_back_with_their_job()
    {
        _core.Set("UserTaskLimit", 2);
        var full = _core.New();
        _core.Add(full, "true");
        _core.Add(full, "true");
        var other = _core.New();
        Assert.Same(SchedulerErrors.TooManyTasks, Assert.Throws<SchedulerException>(() => _core.Add(other, "true")).Error);

        _core.RemoveJob(full);

        _core.Add(other, "true");
    }

    [Fact]
    public void An_administrator_is_not_limited()
    {
        _core.Set("UserJobLimit", 1);
        for (var number = 0; number < 3; number++)
            _core.Turn(core => core.Handle(new NewJob(new JobProperties()), CoreHarness.Administrator));
    }
}
