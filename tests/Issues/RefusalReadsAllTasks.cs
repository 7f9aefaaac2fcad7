using HpcScheduler.Core;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;

namespace HpcScheduler.Issues;

/// <summary>
/// To refuse the cancel of a job that had ended, or to remove it, the loop read all its tasks, of a large sweep for seconds, in which nobody else
/// was answered.
/// </summary>
public sealed class RefusalReadsAllTasks
{
    private static readonly Caller Administrator = new("admin", UserRoles.Administrator);
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, Func<SchedulerCore, object>> Refused => new()
    {
        { "HpcJobNotCancelable", core => core.Handle(new StopJob(1, "", Force: false, Graceful: false, Finish: false), Administrator) },
        { "HpcJobNotSubmittable", core => core.Handle(new SubmitJob(1), Administrator) },
        { "HpcJobNotRestartable", core => core.Handle(new RestartJob(1), Administrator) },
        { "HpcTaskOfJobNotRestartable", core => core.Handle(new RestartTask(1, 1, 0, Failed: false), Administrator) },
        { "HpcTaskNotAddable", core => core.Handle(new AddTask(1, [new TaskProperties { CommandLine = "work" }]), Administrator) },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void A_request_about_a_finished_job_is_refused_without_its_tasks(string error, Func<SchedulerCore, object> request)
    {
        var core = Make();
        Assert.Equal(error, Assert.Throws<SchedulerException>(() => request(core)).Error.Id);
    }

    [Fact]
    public void A_finished_job_is_removed_without_its_tasks()
    {
        var core = Make();
        core.Handle(new RemoveJob(1), Administrator);
        Assert.Equal([1], core.End().Changes.DeletedJobs);
    }

    private static SchedulerCore Make()
    {
        var store = new MemoryStore();
        store.Commit(new ChangeSet
        {
            LastJobId = 1,
            Jobs = [new JobRecord { Id = 1, Owner = "owner", Properties = new JobProperties(), State = JobState.Finished, CreateTime = Now, EndTime = Now, ChangeTime = Now }],
        });
        var core = new SchedulerCore(new WithoutTasks(store), store.Load(), "/scheduler");
        core.Begin(Now);
        core.Resume(new NodeRecord("node", 2, null));
        return core;
    }

    private sealed class WithoutTasks(IStore store) : IStore
    {
        public StoreContent Load() => store.Load();

        public JobContent? LoadJob(int id) => throw new InvalidOperationException($"The tasks of job {id} are read.");

        public JobRecord? FindJob(int id) => store.FindJob(id);

        public IReadOnlySet<int> ListJobIds() => store.ListJobIds();

        public IReadOnlyList<int> FindEndedBefore(DateTimeOffset time, int count) => store.FindEndedBefore(time, count);

        public DateTimeOffset? FirstEnd() => store.FirstEnd();

        public (int Jobs, long Tasks) CountOf(string owner) => store.CountOf(owner);

        public long SizeOf(string owner) => store.SizeOf(owner);

        public void Commit(ChangeSet changes) => store.Commit(changes);

        public void Dispose()
        {
        }
    }
}
