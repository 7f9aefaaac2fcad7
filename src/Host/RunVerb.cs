using System.Runtime.InteropServices;
using System.Text.Json;
using HpcScheduler.Core.Ports;
using HpcScheduler.Core.Records;
using HpcScheduler.Execution.Local;
using HpcScheduler.Host.Endpoint;
using HpcScheduler.Host.Filters;
using HpcScheduler.Host.Handlers;
using HpcScheduler.Protocol;
using HpcScheduler.Storage;
using Serilog;

namespace HpcScheduler.Host;

/// <summary>
/// Runs the scheduler of a folder until it is stopped: puts the parts together, in the order in which each needs the one before. It
/// says on standard output, in one line of JSON, that it is ready or why it is not, and closes it.
/// </summary>
internal static class RunVerb
{
    private const int FileSizeLimitSignal = 25;

    // Whoever starts a host waits for 30 seconds.
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(25);

    // Its parts give up after seconds each.
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(60);

    private static Timer? _stopLimit;

    public static async Task<int> RunAsync(HostOptions options)
    {
        if (!options.IsForeground)
            Posix.StartSession();
        else
            Posix.EndWithParent();
        var folder = new HostFolder(options.Path) { IsMachine = options.IsMachine };
        try
        {
            if (options.IsMachine)
                MachineRequirements.Prepare();
            folder.Prepare();
            using var hostLock = TakeLock(folder);
            if (hostLock.Winner is { } winner)
            {
                SayReady(winner);
                Posix.DetachErrors();
                return ExitCodes.Success;
            }

            return await RunAsync(options, folder, hostLock).ConfigureAwait(false);
        }
        catch (SchedulerException exception)
        {
            Say(Problem.From(exception));
            return ExitCodes.Unavailable;
        }
        catch (Exception exception)
        {
            await Console.Error.WriteLineAsync(exception.ToString()).ConfigureAwait(false);
            SayFailed(folder, exception.Message);
            return ExitCodes.Software;
        }
    }

    private static async Task<int> RunAsync(HostOptions options, HostFolder folder, HostLock hostLock)
    {
        var log = HostLog.Open(folder, options.IsForeground);
        try
        {
            HostLog.TakeUnhandled(log);
            return await RunAsync(options, folder, hostLock, log).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not SchedulerException)
        {
            log.Fatal(exception, "The host ends by a fault of its own");
            SayFailed(folder, $"{exception.Message.TrimEnd('.')}; the rest is in {folder.Log}");
            return ExitCodes.Software;
        }
        finally
        {
            // SQLite removes the log when all of it is in the database.
            if (!StoreCheck.HasLog(folder.Path))
                hostLock.StoreClosed();
            await HostLog.CloseAsync(log).ConfigureAwait(false);
        }
    }

    // Waits for a host that is starting or stopping; if that hangs, this one does not wait on after its caller has gone.
    private static HostLock TakeLock(HostFolder folder)
    {
        const string Reason = "another host of the folder is starting or stopping and does not come to an end of that, or does not answer; Test-HpcScheduler says which process it is";
        using var patience = new Timer(_ => Leave(), null, StartPatience, Timeout.InfiniteTimeSpan);
        return HostLock.Take(folder);

        void Leave()
        {
            SayFailed(folder, Reason);
            Posix.EndNow(ExitCodes.Unavailable);
        }
    }

    private static async Task<int> RunAsync(HostOptions options, HostFolder folder, HostLock hostLock, ILogger log)
    {
        log.Information("Host {Version} starts for {Folder}", VersionVerb.Version, folder.Path);
        var stop = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask);
        // A write beyond a limit of the system is to be an error like any other, and not the end without a word. A handler, because tasks would
        // inherit that it is ignored.
        using var limit = PosixSignalRegistration.Create((PosixSignal)FileSizeLimitSignal, signal => signal.Cancel = true);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => signal.Cancel = true);

        var gpus = GraphicsProcessors.FindAsync(GraphicsProcessors.Program, GraphicsProcessors.Patience);
        var isLogMissing = hostLock.HadStoreOpen && StoreCheck.IsThere(folder.Path) && !StoreCheck.HasLog(folder.Path);
        using var store = SqliteStore.Open(folder.Path);
        if (store.LogFault is { } fault)
            log.Error("The write-ahead log is torn: {Fault}. What had been acknowledged there is lost; scheduler.db-wal.bak is the log as it was", fault);
        using var reader = store.OpenReader();
        if (isLogMissing)
            log.Error("The write-ahead log is gone, though the last host did not come to close the database. What had been acknowledged there is lost");
        hostLock.StoreOpened();
        var node = LocalMachineInfo.Node(options.SubscribedCores, await gpus.ConfigureAwait(false));
        var loop = new SchedulerLoop(store, folder, node, log);
        await using var engine = new LocalEngine(folder.Attempts, loop, message => log.Warning("{Message}", message), isForOwners: folder.IsMachine);
        await using var filters = new FilterPrograms(reader, folder, loop, log);
        var access = new Access(() => loop.Members, folder.IsMachine);
        var limits = new CallerLimits(() => loop.ClusterProperties);
        var router = new Router(access, limits, () => loop.ClusterProperties, log);
        Verbs.AddTo(router, loop, reader, folder, engine, force => stop.TrySetResult(force));
        loop.Start(engine, filters);
        using var watch = new FolderWatch(folder, loop.Fail);
        if (!watch.IsWatched)
            log.Warning("The folder cannot be watched: that it is deleted is seen when something is stored");
        int exitCode;
        var endpoint = new SocketEndpoint(folder, router, access, limits, log);
        await using (endpoint.ConfigureAwait(false))
        {
            await loop.Ready.ConfigureAwait(false);
            endpoint.Start();
            hostLock.Started();
            SayReady(Environment.ProcessId);
            if (!options.IsForeground)
                Posix.DetachErrors();
            await ServiceNotice.SendReadyAsync().ConfigureAwait(false);
            log.Information("Host listens on {Socket}", folder.Socket);

            await Task.WhenAny(stop.Task, loop.Ended).ConfigureAwait(false);
            _stopLimit = new Timer(_ => EndNow(log), null, StopPatience, Timeout.InfiniteTimeSpan);
            hostLock.BeginStop();
            CrashPoint.Pass(CrashPoint.StopBegun);
            await endpoint.StopListeningAsync().ConfigureAwait(false);
            CrashPoint.Pass(CrashPoint.ListeningEnded);
            loop.Stop();
            exitCode = await loop.Ended.ConfigureAwait(false);
            CrashPoint.Pass(CrashPoint.LoopEnded);
            if (stop.Task is { IsCompletedSuccessfully: true, Result: true })
                await endpoint.AbandonAsync().ConfigureAwait(false);
        }

        log.Information("Host ends; running tasks go on");
        return exitCode;

        void Ask(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.TrySetResult(false);
        }
    }

    // All that was acknowledged is on disk, and tasks need no host.
    private static void EndNow(ILogger log)
    {
        log.Error("The host does not come to its end within {Seconds} seconds, and is ended", StopPatience.TotalSeconds);
        Posix.EndNow(ExitCodes.Software);
    }

    private static void SayReady(int processId)
    {
        Say($$"""{"Ready":true,"ProcessId":{{processId}}}""");
        Posix.DetachInputAndOutput();
    }

    // The output stays open until the process ends, so that whoever reads it sees that end.
    private static void Say(Problem problem) => Say(JsonSerializer.Serialize(problem, ProtocolJson.Default.Problem));

    private static void SayFailed(HostFolder folder, string reason) => Say(Problem.From(
        new SchedulerException(SchedulerErrors.SchedulerStartFailed, folder.Path, folder.Path, reason.TrimEnd('.'))));

    private static void Say(string line)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput());
        output.Write(line + "\n");
    }
}
