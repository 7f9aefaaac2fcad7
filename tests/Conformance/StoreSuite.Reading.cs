using HpcScheduler.Core.Records;
using HpcScheduler.Storage;
using static HpcScheduler.Conformance.StoreRecords;

namespace HpcScheduler.Conformance;

public abstract partial class StoreSuite
{
    [Fact]
    public void A_filter_lets_the_same_jobs_pass()
    {
        Commit(
            [
                Queued(1) with { Properties = new() { Name = "Nightly", Project = "one" } },
                FullJob(2),
                Ended(3, Start) with
                {
                    Properties = new() { Template = "Large" },
                    SubmitTime = Start.AddHours(1),
                    AllocatedNodes = ["node1"],
                },
            ],
            []);

        Assert.Equal([1, 2, 3], List(JobFilter.None));
        Assert.Equal([1], List(new() { Name = new("night*"), Project = new("o?e") }));
        Assert.Equal([2], List(new() { NodeName = ["NODE1"] }));
        Assert.Equal([3], List(new() { BeginSubmitDate = Start.AddHours(1), EndSubmitDate = Start.AddHours(2) }));
        Assert.Equal([1, 3], List(new() { Ids = [3, 1, 77] }));
        Assert.Equal([1], List(new() { Template = new("default") }));
        Assert.Equal([2, 3], List(new() { Template = new("*[re]*"), Pool = new("*e*"), State = JobState.Canceling | JobState.Finished }));
        Assert.Equal([1, 3], List(new() { Pool = new("DEFAULT") }));
        Assert.Equal([2], List(new() { Pool = new("gr*er") }));
        Assert.Empty(List(new() { Pool = new("other") }));
        Assert.Equal([1, 2], List(new() { State = JobState.Queued | JobState.Canceling }));
    }

    [Fact]
    public void The_counts_are_those_of_the_jobs_that_hold_resources()
    {
        Commit(
            [
                Queued(1),
                Queued(2) with { State = JobState.Running, AllocatedCores = 3, Counts = new() { Running = 2, Queued = 5, Canceling = 1 } },
                FullJob(3),
                Ended(4, Start) with { AllocatedCores = 50 },
            ],
            []);

        Assert.Equal(new(4, 1, 2, 3 + 14 + 15, 3 + 6), Read(reader => reader.Count()));
    }

    [Fact]
    public void Jobs_are_counted_by_state_with_their_tasks()
    {
        var counts = new TaskCounts { Configuring = 1, Queued = 2, Dispatching = 3, Running = 4, Canceling = 5, Finished = 6, Failed = 7, Canceled = 8 };
        Commit(
            [
                Queued(1),
                Queued(2) with { State = JobState.Running, AllocatedCores = 3, Counts = counts },
                Queued(3) with { State = JobState.Running, AllocatedCores = 2, Counts = counts },
                Ended(4, Start) with { Counts = new() { Finished = 9 } },
            ],
            []);

        Assert.Equal(
            [
                new(JobState.Queued, 1, Queued(1).Counts, 0),
                new(JobState.Running, 2, counts.Add(counts, 1), 5),
                new(Ended(4, Start).State, 1, new() { Finished = 9 }, Ended(4, Start).AllocatedCores),
            ],
            Read(reader => reader.CountByState()));
    }

    [Fact]
    public void Tasks_are_listed_as_they_are_asked_for()
    {
        Commit([Queued(1), Queued(2)], [Sweep(1, 1, 9), Task(1, 1, 3, TaskState.Running), Task(1, 1, 8), Task(1, 2), Task(2, 1)]);

        Assert.Equal(["1.1", "1.1.3", "1.1.8", "1.2"], List(1, null, null, null));
        Assert.Equal(["1.1"], List(1, 1, null, null));
        Assert.Equal(["1.1.8"], List(1, 1, 8, null));
        Assert.Equal(["1.1.3"], List(1, null, null, TaskState.Running | TaskState.Failed));
        Assert.Empty(List(1, 1, 4, null));
        Assert.Empty(List(1, 1, 3, TaskState.Queued));
        Assert.Empty(List(3, null, null, null));
        Assert.Equal("echo *", Read(reader => reader.ListTasks(1, 1, 3, null).Single().Properties.CommandLine));
    }

    private List<int> List(JobFilter filter) => Read(reader => reader.ListJobs(filter).Select(job => job.Id).ToList());

    private List<string> List(int jobId, int? taskId, int? subTaskId, TaskState? state) =>
        Read(reader => reader.ListTasks(jobId, taskId, subTaskId, state).Select(task => task.Key.ToString()).ToList());
}
