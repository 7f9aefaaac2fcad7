using HpcScheduler.Core;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Execution.Fake;
using HpcScheduler.Host;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace HpcScheduler.Unit.Host;

/// <summary>What the watchdog finds stands in the log of the host, once.</summary>
public sealed class StallLogTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Caller Somebody = new("somebody", UserRoles.Administrator);

    [Fact]
    public async Task A_job_that_stands_still_is_told_once()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var sink = new Sink();
        await using var log = new LoggerConfiguration().WriteTo.Sink(sink).CreateLogger();
        using var store = new MemoryStore();
        var loop = new SchedulerLoop(store, new HostFolder("/nowhere"), new NodeRecord("node", 4, null), log);
        await using var engine = new FakeEngine(new FakeMachine(), loop, () => DateTimeOffset.UtcNow);
        loop.Start(engine, new NoFilters());
        await loop.Ready.WaitAsync(Patience, cancellation);
        var job = await loop.AskAsync(core => core.Handle(new NewJob(new JobProperties(), [new TaskProperties { CommandLine = "work" }]), Somebody));
        await loop.AskAsync(core => core.Handle(new SubmitJob(job.Id), Somebody));
        Assert.Empty(sink.Messages);

        // A job that nobody stops any more, as a fault of the core would leave it.
        await loop.AskAsync(core =>
        {
            var record = core.Ledger.Find(job.Id)!.Record;
            core.Ledger.Put(record with { State = JobState.Canceling, CancelRequest = CancelRequest.CancelByUser, EndState = JobState.Canceled });
            return true;
        });
        await loop.AskAsync(core => core.Handle(new NewJob(new JobProperties()), Somebody));

        Assert.Contains($"Job {job.Id} has been Canceling", Assert.Single(sink.Messages), StringComparison.Ordinal);
        loop.Stop();
        await loop.Ended.WaitAsync(Patience, cancellation);
    }

    private sealed class Sink : ILogEventSink
    {
        public List<string> Messages { get; } = [];

        public void Emit(LogEvent logEvent) => Messages.Add(logEvent.RenderMessage(null));
    }

    private sealed class NoFilters : IFilters
    {
        public void Ask(FilterCall call)
        {
        }
    }
}
