using HpcScheduler.Unit.Core;

namespace HpcScheduler.Issues;

/// <summary>A request that named only another unit for the counts of a job was not looked at: it went through in every state.</summary>
public sealed class UnitChangesUnasked
{
    [Fact]
    public void The_unit_of_a_running_job_cannot_be_changed()
    {
        var harness = new CoreHarness();
        var job = harness.Submitted("work");
        Assert.Equal("HpcPropertyNotModifiable", Assert.Throws<SchedulerException>(
            () => harness.SetJob(job, new JobProperties { UnitType = JobUnitType.Node })).Error.Id);
    }

    [Fact]
    public void A_job_that_has_ended_is_Configuring_when_its_unit_has_been_changed()
    {
        var harness = new CoreHarness();
        var job = harness.New();
        harness.Stop(job);
        harness.SetJob(job, new JobProperties { UnitType = JobUnitType.Node });
        Assert.Equal(JobState.Configuring, harness.Job(job).State);
    }
}
