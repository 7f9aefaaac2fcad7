using HpcScheduler.Protocol;
using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>Whatever was changed of a job that had ended, a Finished one too, made it Configuring and took its times and its reason away.</summary>
public sealed class ChangeTakesEndOfJob
{
    private readonly CoreHarness _harness = new();

    public static TheoryData<string> OfFinished => ["Name", "Priority", "Hold", "Progress", "Nothing", "ExcludedNodes"];

    [Theory]
    [MemberData(nameof(OfFinished))]
    public void A_Finished_job_stays_as_it_is_whatever_is_said(string what)
    {
        var job = InState.Job(_harness, JobState.Finished);
        var before = (_harness.Job(job), _harness.Tasks(job).ToList(), _harness.History(job).Count);
        var request = what switch
        {
            "Name" => new SetJob(job, new JobProperties { Name = "again" }),
            "Priority" => new SetJob(job, new JobProperties { ExpandedPriority = 1000 }),
            "Hold" => new SetJob(job, new JobProperties { HoldUntil = _harness.Now.AddHours(1).UtcDateTime }),
            "Progress" => new SetJob(job, new JobProperties { Progress = 5 }),
            "ExcludedNodes" => new SetJob(job, new JobProperties(), ClearExcludedNodes: true),
            _ => new SetJob(job, new JobProperties()),
        };
        var error = Assert.Throws<SchedulerException>(() => _harness.SetJob(request, CoreHarness.Administrator));
        Assert.Equal("HpcFinishedJobNotModifiable", error.Error.Id);
        Assert.Contains($"Job {job} is Finished", error.Message, StringComparison.Ordinal);
        Assert.Equal(before.Item1, _harness.Job(job));
        Assert.Equal(before.Item2, _harness.Tasks(job));
        Assert.Equal(before.Count, _harness.History(job).Count);
    }

    [Theory]
    [InlineData(JobState.Failed)]
    [InlineData(JobState.Canceled)]
    public void A_job_that_is_renamed_after_a_bad_end_keeps_its_end(JobState state)
    {
        var job = InState.Job(_harness, state);
        var before = _harness.Job(job);
        _harness.Now += TimeSpan.FromMinutes(1);
        Assert.Null(_harness.SetJob(job, new JobProperties { Name = "solver", Project = "b", CustomProperties = ["a=1"] }));
        var after = _harness.Job(job);
        Assert.Equal(("solver", "b"), (after.Properties.Name, after.Properties.Project));
        Assert.Equal(
            (before.State, before.StartTime, before.EndTime, before.ErrorCode, before.ErrorMessage, before.RequeueCount),
            (after.State, after.StartTime, after.EndTime, after.ErrorCode, after.ErrorMessage, after.RequeueCount));
        Assert.Null(_harness.RestartJob(job));
    }
}
