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
    public void What_is_kept_is_limited_however_it_is_said_and_given_back_with_the_job()
    {
        _core.Set("UserJobSizeLimit", 1);
        var large = new string('x', 120_000);
        var job = _core.New();
        for (var number = 0; number < 8; number++)
            _core.Add(job, large);
        SchedulerError Refusal(Action<SchedulerCore> send) => Assert.Throws<SchedulerException>(() => _core.Turn(core =>
        {
            send(core);
            return true;
        })).Error;
        string[] variables = ["A=" + large];

        Assert.Same(SchedulerErrors.TooMuchKept, Refusal(core => core.Handle(new AddTask(job, [new TaskProperties { CommandLine = large }]), CoreHarness.Owner)));
        Assert.Same(SchedulerErrors.TooMuchKept, Refusal(core => core.Handle(new NewJob(new JobProperties(), [new TaskProperties { CommandLine = large }]), CoreHarness.Owner)));
        Assert.Same(SchedulerErrors.TooMuchKept, Refusal(core => core.Handle(new NewJob(new JobProperties(), CopyOf: job), CoreHarness.Owner)));
        Assert.Same(SchedulerErrors.TooMuchKept, Refusal(core => core.Handle(new SetTask(job, 1, new TaskProperties { Env = variables }), CoreHarness.Owner)));
        Assert.Same(SchedulerErrors.TooMuchKept, Refusal(core => core.Handle(new SetJob(job, new JobProperties { JobEnv = variables }), CoreHarness.Owner)));
        _core.Turn(core => core.Handle(new SetTask(job, 1, new TaskProperties { Name = "n" }), CoreHarness.Owner));

        _core.RemoveJob(job);
        _core.Now += TimeSpan.FromSeconds(2);

        _core.Add(_core.New(), large);
    }

    [Fact]
    public void An_administrator_is_not_limited()
    {
        _core.Set("UserJobLimit", 1);
        for (var number = 0; number < 3; number++)
            _core.Turn(core => core.Handle(new NewJob(new JobProperties()), CoreHarness.Administrator));
    }
}
