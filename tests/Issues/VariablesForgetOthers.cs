using HpcScheduler.Core;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>Variables that were said of a job or task took those of before away, and an empty value stayed as one.</summary>
public sealed class VariablesForgetOthers
{
    private readonly CoreHarness _harness = new();

    [Fact]
    public void Variables_of_a_job_are_added_to_those_that_are_there()
    {
        var job = _harness.New(new JobProperties { JobEnv = ["A=1", "B=2"] });
        _harness.SetJob(job, new JobProperties { JobEnv = ["B=3", "C=4"] });
        Assert.Equal(["A=1", "B=3", "C=4"], _harness.Job(job).Properties.JobEnv);
        _harness.SetJob(job, new JobProperties { JobEnv = ["A=", "NEVER="] });
        Assert.Equal(["B=3", "C=4"], _harness.Job(job).Properties.JobEnv);
        _harness.SetJob(job, new JobProperties { Name = "other" });
        Assert.Equal(["B=3", "C=4"], _harness.Job(job).Properties.JobEnv);
    }

    [Fact]
    public void Variables_of_a_task_are_too()
    {
        var job = _harness.New();
        _harness.Add(job, Some.Task("work") with { Env = ["A=1", "B=2"] });
        _harness.SetTask(job, 1, new TaskProperties { Env = ["A=", "C=3"] });
        Assert.Equal(["B=2", "C=3"], _harness.Task(job, 1).Properties.Env);
    }

    [Fact]
    public void Of_a_running_job_those_of_its_template_stay()
    {
        _harness.Import("night", new JobTemplateItem { PropertyName = "Project", Default = "p" });
        var job = _harness.Submitted(new JobProperties { JobEnv = ["A=1"], Template = "night" }, Some.Task("work"));
        _harness.SetJob(job, new JobProperties { JobEnv = ["B=2"] });
        Assert.Equal(["A=1", "B=2"], _harness.Job(job).Properties.JobEnv);
    }

    [Fact]
    public void Together_they_are_no_longer_than_one_list_may_be()
    {
        var job = _harness.New(new JobProperties { JobEnv = ["A=" + new string('x', (Limits.Environment / 2) + 1)] });
        var before = _harness.Job(job);
        Assert.Same(SchedulerErrors.ValueTooLong, Assert.Throws<SchedulerException>(
            () => _harness.SetJob(job, new JobProperties { JobEnv = ["B=" + new string('x', Limits.Environment / 2)] })).Error);
        Assert.Equal(before, _harness.Job(job));
    }
}
