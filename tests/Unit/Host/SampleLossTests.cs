using HpcScheduler.Core;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Host;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;
using Serilog;

namespace HpcScheduler.Unit.Host;

/// <summary>A sample of the metrics that cannot be written costs nothing but the sample.</summary>
public sealed class SampleLossTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Caller Somebody = new("somebody", UserRoles.Administrator);

    private readonly Serilog.Core.Logger _log = new LoggerConfiguration().CreateLogger();
    private readonly StoreWithoutRoom _store = new();

    [Fact]
    public async Task The_host_goes_on()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var loop = new SchedulerLoop(_store, new HostFolder("/nowhere"), new NodeRecord("node", 4, null), _log);
        loop.Start(new IdleEngine(loop), new NoFilters());
        await loop.Ready.WaitAsync(Patience, cancellation);
        var job = await loop.AskAsync(core => core.Handle(new NewJob(new JobProperties(), [new TaskProperties { CommandLine = "work" }]), Somebody));
        await loop.AskAsync(core => core.Handle(new SubmitJob(job.Id), Somebody));

        await _store.Refused.WaitAsync(Patience, cancellation);
        var other = await loop.AskAsync(core => core.Handle(new NewJob(new JobProperties()), Somebody)).WaitAsync(Patience, cancellation);

        Assert.Equal(job.Id + 1, other.Id);
        Assert.False(loop.Ended.IsCompleted);
        loop.Stop();
        Assert.Equal(0, await loop.Ended.WaitAsync(Patience, cancellation));
    }

    public void Dispose()
    {
        _log.Dispose();
        _store.Dispose();
    }

    private sealed class StoreWithoutRoom : IStore
    {
        private readonly MemoryStore _memory = new();
        private readonly TaskCompletionSource _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Refused => _refused.Task;

        public StoreContent Load() => _memory.Load();

        public JobContent? LoadJob(int id) => _memory.LoadJob(id);

        public JobRecord? FindJob(int id) => _memory.FindJob(id);

        public IReadOnlyList<int> FindEndedBefore(DateTimeOffset time, int count) => _memory.FindEndedBefore(time, count);

        public IReadOnlySet<int> ListJobIds() => _memory.ListJobIds();

        public DateTimeOffset? FirstEnd() => _memory.FirstEnd();

        public (int Jobs, long Tasks) CountOf(string owner) => _memory.CountOf(owner);

        public long SizeOf(string owner) => _memory.SizeOf(owner);

        public void Commit(ChangeSet changes)
        {
            if (changes.HasMetrics)
            {
                _refused.TrySetResult();
                throw new SchedulerException(SchedulerErrors.StoreFull, "memory", "memory");
            }

            _memory.Commit(changes);
        }

        public void Dispose() => _memory.Dispose();
    }

    private sealed class IdleEngine(IEngineEvents events) : IEngine
    {
        public string Name => "Idle";

        public void Start(Attempt attempt)
        {
        }

        public void Stop(AttemptKey key)
        {
        }

        public void Kill(AttemptKey key)
        {
        }

        public void Adopt(Attempt attempt)
        {
        }

        public void GiveUp(AttemptKey key)
        {
        }

        public IReadOnlyDictionary<AttemptKey, IReadOnlyList<int>> FindSurvivors(IReadOnlySet<AttemptKey> except) =>
            new Dictionary<AttemptKey, IReadOnlyList<int>>();

        public void Forget(int jobId)
        {
        }

        public void ForgetOthers(IReadOnlySet<int> jobIds, int lastJobId)
        {
        }

        public void Measure() => events.Measured(ReadLoad());

        public MachineLoad ReadLoad() => MachineLoad.Unknown;

        public IReadOnlyDictionary<int, ProcessUse> ReadUse() => new Dictionary<int, ProcessUse>();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class NoFilters : IFilters
    {
        public void Ask(FilterCall call)
        {
        }
    }
}
