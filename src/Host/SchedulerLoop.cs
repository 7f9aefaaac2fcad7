using System.Collections.Immutable;
using HpcScheduler.Core;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Host.Endpoint;
using Serilog;

namespace HpcScheduler.Host;

/// <summary>
/// The one thread that owns the core and writes the store. It takes everything that waits, lets the core decide, commits it all in one
/// transaction, and only then answers and acts. If a commit fails, or the core meets a fault, it answers with the error and ends: what
/// is on disk is the truth, and the next start goes on from there by the same code as every start.
/// </summary>
internal sealed class SchedulerLoop(IStore store, HostFolder folder, NodeRecord machine, ILogger log) : IEngineEvents, IFilterEvents
{
    // The longest step takes seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Inbox _inbox = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private int _nodesVersion = -1;

    /// <summary>Told of the changes of each turn, after they are on disk.</summary>
    public ChangeFeed Feed { get; } = new();

    /// <summary>Completes when the first turn is done: everything is adopted and requests are taken.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Completes with the exit code when the loop has ended.</summary>
    public Task<int> Ended => _ended.Task;

    /// <summary>The settings as of the last turn.</summary>
    public ClusterProperties ClusterProperties { get; private set; } = ClusterProperties.Default;

    /// <summary>The members that were added, as of the last turn.</summary>
    public IReadOnlyList<MemberRecord> Members { get; private set; } = [];

    /// <summary>The nodes as of the last turn, in the order of their names.</summary>
    public IReadOnlyList<NodeRecord> Nodes { get; private set; } = [];

    /// <summary>The name of the cluster as of the last turn.</summary>
    public string ClusterName { get; private set; } = "";

    /// <summary>The name of the machine's node, or of the first node where that is no node any more.</summary>
    public string HeadNodeName { get; private set; } = "";

    /// <summary>The groups of nodes as of the last turn, in the order of their numbers.</summary>
    public IReadOnlyList<NodeGroupRecord> NodeGroups { get; private set; } = [];

    /// <summary>The attempts that are over and whose processes could not be killed, as of the last turn.</summary>
    public IReadOnlyList<FenceRecord> Fences { get; private set; } = [];

    /// <summary>The job templates as of the last turn, by their names, letters of either case.</summary>
    public ImmutableSortedDictionary<string, JobTemplateRecord> JobTemplates { get; private set; } =
        ImmutableSortedDictionary<string, JobTemplateRecord>.Empty;

    /// <summary>Starts the thread.</summary>
    public void Start(IEngine engine, IFilters filters) =>
        new Thread(() => Run(engine, filters)) { Name = "Scheduler", IsBackground = true }.Start();

    /// <summary>Asks the core, and waits for the answer, which comes after the commit.</summary>
    /// <exception cref="SchedulerException">The core's refusal, or HpcSchedulerStopping.</exception>
    public Task<TReply> AskAsync<TReply>(Func<SchedulerCore, (TReply Reply, SchedulerException? Error)> act)
    {
        var request = new Request<TReply>(act);
        if (!_inbox.TryAdd(request))
            request.Fail(Stopping());
        return request.Reply.IsCompleted ? request.Reply : AnswerAsync(request);
    }

    /// <summary>As above, for requests that are either refused or carried out.</summary>
    public Task<TReply> AskAsync<TReply>(Func<SchedulerCore, TReply> act) =>
        AskAsync(core => (act(core), (SchedulerException?)null));

    /// <summary>Asks for the end of the loop, after everything that came before.</summary>
    public void Stop() => _inbox.TryAdd(new Input.Stop());

    /// <summary>Ends the loop as if a commit had failed: nothing more is acknowledged.</summary>
    public void Fail(SchedulerException error) => _inbox.TryAdd(new Input.Fault(error));

    void IEngineEvents.Started(AttemptKey key, DateTimeOffset time) => _inbox.TryAdd(new Input.Started(key, time));

    void IEngineEvents.Ended(AttemptKey key, AttemptEnd end) => _inbox.TryAdd(new Input.Ended(key, end));

    void IEngineEvents.Measured(MachineLoad load) => _inbox.TryAdd(new Input.Measured(load));

    void IFilterEvents.Filtered(FilterCall call, FilterVerdict verdict) => _inbox.TryAdd(new Input.Filtered(call, verdict));

    private async Task<TReply> AnswerAsync<TReply>(Request<TReply> request)
    {
        try
        {
            return await request.Reply.WaitAsync(Patience).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            var reason = $"it has come to no end of a step for {Patience.TotalMinutes} minutes, as when its disk hangs; look whether the request was carried out";
            log.Error("A request waits for {Minutes} minutes and is answered with an error", Patience.TotalMinutes);
            throw new SchedulerException(SchedulerErrors.SchedulerUnreachable, folder.Path, SchedulerErrors.SchedulerUnreachable.Format(folder.Path, reason), exception);
        }
    }

    private void Run(IEngine engine, IFilters filters)
    {
        var exitCode = ExitCodes.Success;
        IReadOnlyList<Input> batch = [];
        try
        {
            var core = new SchedulerCore(store, store.Load(), folder.Path) { FixedMembers = Access.FixedMembers, TimeZone = TimeZoneInfo.Local };
            core.Begin(DateTimeOffset.UtcNow);
            core.Resume(machine, engine.FindSurvivors(core.ActiveAttempts));
            core.SkipJobNumbers(folder.LastJobOfAttempts());
            Finish(core, engine, filters, batch);
            _ready.TrySetResult();
            for (var stopping = false; !stopping;)
            {
                batch = _inbox.Take(core.NextDeadline);
                core.Begin(DateTimeOffset.UtcNow);
                foreach (var input in batch)
                {
                    Hand(core, input);
                    stopping |= input is Input.Stop;
                }

                Finish(core, engine, filters, batch);
            }
        }
        catch (Exception exception)
        {
            log.Fatal(exception, "The scheduler stops, because it cannot go on from here");
            exitCode = exception is SchedulerException ? ExitCodes.InputOutput : ExitCodes.Software;
            var error = exception as SchedulerException
                ?? new SchedulerException(SchedulerErrors.Internal, null, exception.Message.TrimEnd('.'));
            _ready.TrySetException(error);
            foreach (var request in batch.OfType<Input.Request>())
                request.Fail(error);
        }

        foreach (var request in _inbox.Close().OfType<Input.Request>())
            request.Fail(Stopping());
        Feed.Close(Stopping());
        _ended.TrySetResult(exitCode);
    }

    private static void Hand(SchedulerCore core, Input input)
    {
        switch (input)
        {
            case Input.Fault fault:
                throw fault.Error;
            case Input.Request request:
                request.Decide(core);
                break;
            case Input.Started started:
                core.Started(started.Key, started.Time);
                break;
            case Input.Ended ended:
                core.Ended(ended.Key, ended.End);
                break;
            case Input.Measured measured:
                core.Measured(measured.Load);
                break;
            case Input.Filtered filtered:
                core.Filtered(filtered.Call, filtered.Verdict);
                break;
        }
    }

    private void Finish(SchedulerCore core, IEngine engine, IFilters filters, IReadOnlyList<Input> batch)
    {
        var step = core.End();
        if (!step.Changes.IsEmpty)
        {
            CrashPoint.Pass(CrashPoint.BeforeCommit);
            Commit(step.Changes);
            CrashPoint.Pass(CrashPoint.AfterCommit);
        }

        ClusterProperties = core.ClusterProperties;
        ClusterName = core.ClusterName;
        JobTemplates = core.JobTemplates;
        Members = core.Members;
        if (_nodesVersion != core.NodesVersion)
        {
            _nodesVersion = core.NodesVersion;
            Nodes = core.Nodes;
            HeadNodeName = core.HeadNodeName;
            NodeGroups = core.NodeGroups;
            Fences = core.Fences;
        }

        foreach (var stall in step.Stalls)
            log.Warning("A job stands still that should not, which is a fault of the scheduler. {Stall}", stall.Message);

        foreach (var input in batch)
        {
            if (input is Input.Request request)
                request.Answer();
        }

        CrashPoint.Pass(CrashPoint.AfterReply);
        foreach (var effect in step.Effects)
            effect.CarryOut(engine, filters);
        CrashPoint.Pass(CrashPoint.AfterEffects);
        Feed.Publish(step.Changes);
    }

    // A sample is no reason to end: nothing is acknowledged by it, and the core does not go by it.
    private void Commit(ChangeSet changes)
    {
        try
        {
            store.Commit(changes);
        }
        catch (SchedulerException exception) when (changes.HasMetrics)
        {
            log.Warning(exception, "A sample of the metrics could not be kept");
            store.Commit(changes.WithoutMetrics());
        }
    }

    private SchedulerException Stopping() => new(SchedulerErrors.SchedulerStopping, folder.Path, folder.Path);
}
