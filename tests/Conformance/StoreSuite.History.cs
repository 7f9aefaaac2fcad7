using HpcScheduler.Core.Records;
using static HpcScheduler.Conformance.StoreRecords;

namespace HpcScheduler.Conformance;

public abstract partial class StoreSuite
{
    [Fact]
    public void What_happened_comes_back_as_it_was_with_its_job_as_it_is()
    {
        Store.Commit(new() { Jobs = [FullJob(7)], History = [FullHistory(7)] });
        Commit([FullJob(7) with { Owner = "later" }], []);
        Reopen();

        var (history, job) = Assert.Single(History());

        RecordAssert.Same(FullHistory(7) with { JobHistoryId = history.JobHistoryId }, history);
        RecordAssert.Same(FullJob(7) with { Owner = "later" }, job);
        Assert.True(history.JobHistoryId > 0);
    }

    [Fact]
    public void What_was_not_said_of_what_happened_stays_so()
    {
        Store.Commit(new() { Jobs = [Queued(1)], History = [Happened(1, JobHistoryEvent.Created, Start)] });

        var history = Assert.Single(History()).History;

        RecordAssert.Same(Happened(1, JobHistoryEvent.Created, Start) with { JobHistoryId = history.JobHistoryId }, history);
    }

    [Fact]
    public void History_is_in_the_order_of_the_commits_and_not_of_the_clock()
    {
        Store.Commit(new()
        {
            Jobs = [Queued(1), Queued(2)],
            History = [Happened(2, JobHistoryEvent.Created, Start.AddHours(1)), Happened(1, JobHistoryEvent.Created, Start.AddHours(1))],
        });
        Store.Commit(new() { History = [Happened(2, JobHistoryEvent.Started, Start), Happened(2, JobHistoryEvent.Finished, Start)] });
        Reopen();

        Assert.Equal(["2 Created", "1 Created", "2 Started", "2 Finished"], Events(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, null));
        Assert.Equal(["2 Started", "2 Finished"], Events(Start, Start.AddHours(1), null));
        var ids = History().ConvertAll(row => row.History.JobHistoryId);
        Assert.Equal(ids.Distinct().Order(), ids);
    }

    [Fact]
    public void Numbers_of_what_happened_are_not_given_again()
    {
        Store.Commit(new() { Jobs = [Ended(1, Start), Queued(2)], History = [Happened(1, JobHistoryEvent.Finished, Start)] });
        var before = Assert.Single(History()).History.JobHistoryId;
        Store.Commit(new() { DeletedJobs = [1] });
        Reopen();

        Store.Commit(new() { History = [Happened(2, JobHistoryEvent.Created, Start)] });

        Assert.True(Assert.Single(History()).History.JobHistoryId > before);
    }

    [Fact]
    public void History_is_asked_for_from_a_time_up_to_another_and_of_jobs()
    {
        Store.Commit(new()
        {
            Jobs = [Queued(1), Queued(2), Queued(3)],
            History =
            [
                Happened(1, JobHistoryEvent.Created, Start),
                Happened(2, JobHistoryEvent.Created, Start.AddMilliseconds(1)),
                Happened(1, JobHistoryEvent.Submitted, Start.AddMilliseconds(2)),
                Happened(3, JobHistoryEvent.Created, Start.AddMilliseconds(3)),
                Happened(1, JobHistoryEvent.Started, Start.AddMilliseconds(3)),
            ],
        });
        Reopen();

        Assert.Equal(["1 Created", "2 Created"], Events(Start, Start.AddMilliseconds(2), null));
        Assert.Equal(["3 Created", "1 Started"], Events(Start.AddMilliseconds(3), DateTimeOffset.MaxValue, null));
        Assert.Equal(["2 Created", "1 Submitted"], Events(Start.AddTicks(1), Start.AddMilliseconds(2).AddTicks(1), null));
        Assert.Equal(["1 Submitted", "3 Created", "1 Started"], Events(Start.AddMilliseconds(1), DateTimeOffset.MaxValue, [3, 1, 99]));
        Assert.Equal(["2 Created"], Events(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, [2]));
        Assert.Empty(Events(Start, Start, null));
        Assert.Empty(Events(Start, DateTimeOffset.MaxValue, []));
        Assert.Empty(Events(Start.AddDays(1), DateTimeOffset.MaxValue, null));
    }

    [Fact]
    public void A_deleted_job_takes_its_history_along_and_no_other_one()
    {
        Store.Commit(new()
        {
            Jobs = [Ended(1, Start), Ended(2, Start), Ended(3, Start)],
            History = [Happened(1, JobHistoryEvent.Finished, Start), Happened(2, JobHistoryEvent.Finished, Start)],
        });
        Store.Commit(new() { History = [Happened(3, JobHistoryEvent.CancelRequestReceived, Start)], DeletedJobs = [1, 3] });
        Commit([Queued(1)], []);
        Reopen();

        Assert.Equal(["2 Finished"], Events(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, null));
    }

    [Fact]
    public void Writing_a_job_anew_leaves_its_history()
    {
        Store.Commit(new() { Jobs = [Queued(1)], History = [Happened(1, JobHistoryEvent.Created, Start)] });
        Store.Commit(new() { Jobs = [Ended(1, Start)], History = [Happened(1, JobHistoryEvent.Finished, Start)] });

        Assert.Equal(["1 Created", "1 Finished"], Events(Start, DateTimeOffset.MaxValue, null));
    }

    [Fact]
    public void Parents_are_listed_for_the_jobs_that_have_some()
    {
        Commit(
            [
                Queued(9) with { Properties = new() { ParentJobIds = [2, 1] } },
                Queued(1),
                Queued(2) with { Properties = new() { ParentJobIds = [] } },
                Ended(3, Start) with { Properties = new() { ParentJobIds = [1] } },
                Queued(4) with { Properties = new() { ParentJobIds = [1] } },
                Queued(5) with { Properties = new() { ParentJobIds = [1] } },
            ],
            []);
        Store.Commit(new() { Jobs = [Queued(4) with { Properties = new() { ParentJobIds = [] } }], DeletedJobs = [5] });
        Reopen();

        var parents = Read(reader => reader.ListParents());

        Assert.Equal(["3: 1", "9: 2,1"], parents.Select(job => $"{job.JobId}: {string.Join(',', job.ParentJobIds)}"));
    }

    private List<(JobHistoryRecord History, JobRecord Job)> History() =>
        Read(reader => reader.ListHistory(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, null).ToList());

    private List<NodeHistoryRecord> NodeHistory(DateTimeOffset begin, DateTimeOffset end, IReadOnlyCollection<string>? nodes) =>
        Read(reader => reader.ListNodeHistory(begin, end, nodes).ToList());

    private List<string> Events(DateTimeOffset begin, DateTimeOffset end, IReadOnlyCollection<int>? jobIds) =>
        Read(reader => reader.ListHistory(begin, end, jobIds).ToList())
            .ConvertAll(row => $"{row.Job.Id} {row.History.Event}");
}
