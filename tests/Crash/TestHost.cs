using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>
/// A real host on a folder to throw away. It may be killed and started again as often as a test likes; disposing it ends what it runs
/// and itself, removes the folder, and fails if a process was left.
/// </summary>
internal sealed class TestHost : IAsyncDisposable
{
    // A test that waits longer has failed.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _ending = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly int? _cores;
    private SmallDisk? _disk;

    static TestHost() => Environment.SetEnvironmentVariable("HPCSCHEDULER_HOST", Program);

    public TestHost(string root, int? cores)
    {
        (Root, _cores) = (root, cores);
        Address = SchedulerAddress.Resolve(Folder, root);
        _ending.CancelAfter(Patience);
    }

    /// <summary>The published program.</summary>
    public static string Program { get; } = Repository.Path("bin", "host", "HpcScheduler.Host");

    /// <summary>For files of the test; the scheduler's folder is inside.</summary>
    public string Root { get; }

    public string Folder => Path.Join(Root, "s");

    public string Database => Path.Join(Folder, "scheduler.db");

    public SchedulerAddress Address { get; }

    /// <summary>Speaks to the host and never starts one.</summary>
    public SchedulerClient Client => SchedulerClient.For(Address, mayStart: false);

    /// <summary>The host that was started last.</summary>
    public int ProcessId { get; private set; }

    /// <summary>Canceled when the test takes too long.</summary>
    public CancellationToken Token => _ending.Token;

    /// <summary>A folder without a host.</summary>
    public static TestHost Make(int? cores = null) => new(Directory.CreateTempSubdirectory("hpc-").FullName, cores);

    /// <summary>A folder with a host that answers.</summary>
    public static async Task<TestHost> StartNewAsync(int? cores = null)
    {
        var host = Make(cores);
        await host.StartAsync();
        return host;
    }

    /// <summary>Puts the folder on a disk of its own, as long as it lives. To be called before anything is in it.</summary>
    public SmallDisk MountDisk(string size) => _disk = SmallDisk.Mount(Root, size);

    /// <summary>Puts the scheduler's folder on a disk of its own, and nothing else.</summary>
    public SmallDisk MountFolderDisk(string size) => _disk = SmallDisk.Mount(Directory.CreateDirectory(Folder).FullName, size);

    /// <summary>Puts the scheduler's folder on a disk that gives out a kilobyte at once and has room for so many files.</summary>
    public SmallDisk MountFolderOnSmallBlocks(int megabytes, int inodes) =>
        _disk = SmallDisk.MountSmallBlocks(Directory.CreateDirectory(Folder).FullName, megabytes, inodes);

    /// <summary>Starts a host as the cmdlets do.</summary>
    public async Task StartAsync()
    {
        await HostLauncher.StartAsync(Folder, _cores, Token);
        ProcessId = (await Client.SendAsync(new GetScheduler(), Token)).ProcessId;
    }

    /// <summary>Starts a host that is held at points, and waits until it answers or has died on the way.</summary>
    /// <returns>Whether it answers.</returns>
    public async Task<bool> StartHeldAsync(params CrashTrap[] traps)
    {
        using var child = HostChild.Start(Folder, _cores, (CrashTrap.Variable, string.Join(';', traps.Select(trap => trap.Value))));
        ProcessId = child.Id;
        foreach (var trap in traps)
            trap.Set();
        try
        {
            Assert.Equal(child.Id, await child.ReadyAsync(Token));
            return true;
        }
        catch (EndOfStreamException)
        {
            return false;
        }
    }

    /// <summary>Kills the host as a power cut of the process would, and waits until it is gone.</summary>
    public Task KillAsync() => EndAsync(Libc.Kill);

    /// <summary>Sends the host a signal that ends it, and waits until it is gone.</summary>
    public async Task EndAsync(int signal)
    {
        using var process = HostProcess.Open(ProcessId);
        Libc.Send(ProcessId, signal);
        await process.WaitAsync(Token);
    }

    /// <summary>Makes a job of tasks and submits it.</summary>
    public async Task<HpcJob> SubmitAsync(params TaskProperties[] tasks)
    {
        var job = await Client.SendAsync(new NewJob(new JobProperties()), Token);
        await Client.SendAsync(new AddTask(job.Id, tasks), Token);
        return await Client.SendAsync(new SubmitJob(job.Id), Token);
    }

    public Task<HpcJob> CancelAsync(int id, string message = "", bool force = false) =>
        Client.SendAsync(new StopJob(id, message, force, Graceful: false, Finish: false), Token);

    /// <summary>Follows a job until it is as wanted; the job as it was then.</summary>
    public async Task<HpcJob> FollowAsync(int id, Predicate<HpcJob> wanted)
    {
        await foreach (var line in Client.QueryAsync(new WaitJob([id], Any: false), Token))
        {
            if (wanted(Item(line)))
                return Item(line);
        }

        throw new InvalidOperationException($"Job {id} ended and never was as wanted.");
    }

    public Task<HpcJob> WaitAsync(int id) =>
        FollowAsync(id, job => job.State is JobState.Finished or JobState.Failed or JobState.Canceled);

    /// <summary>The tasks of a job in the order of their numbers.</summary>
    public Task<List<HpcTask>> TasksAsync(int id) => ListAsync(new GetTask(id, null, null, null));

    public Task<List<HpcJob>> JobsAsync() => ListAsync(new GetJob());

    /// <summary>The numbers and names of all jobs.</summary>
    public async Task<List<string>> JobNamesAsync() => [.. (await JobsAsync()).Select(job => $"{job.Id} {job.Name}")];

    /// <summary>Puts a copy in the place of the database, as an administrator would. No host may run.</summary>
    public void PutBack(string copy)
    {
        File.Delete(Database + "-wal");
        File.Delete(Database + "-shm");
        File.Copy(copy, Database, overwrite: true);
    }

    /// <summary>The process under which a task runs or has run. A task must have given a sign: Running is told a moment before.</summary>
    public int WrapperOf(int job, int task) =>
        int.Parse(File.ReadAllText(Path.Join(Folder, "attempts", $"{job}.{task}", "1", "identity")).Split(' ')[1]);

    public string MakePipe(string name) => Libc.MakePipe(Path.Join(Root, name));

    /// <summary>Lets whoever opens the pipe for reading go on.</summary>
    public Task ReleaseAsync(string pipe) => OnThread(() =>
    {
        File.WriteAllText(pipe, "go\n");
        return true;
    });

    /// <summary>What is written to a pipe until its writers are gone.</summary>
    public Task<string> ReadAsync(string pipe) => OnThread(() => File.ReadAllText(pipe));

    public async ValueTask DisposeAsync()
    {
        try
        {
            _disk?.MakeUsable();
            if (Directory.Exists(Folder))
                await StopAllAsync();
        }
        finally
        {
            var left = await FolderProcess.EndAllAsync(Root);
            _disk?.Dispose();
            Directory.Delete(Root, recursive: true);
            _ending.Dispose();
            Assert.Empty(left);
        }
    }

    private async Task StopAllAsync()
    {
        // The test's own time may be over.
        using var time = new CancellationTokenSource(Patience);
        await HostLauncher.StartAsync(Folder, null, time.Token);
        var client = SchedulerClient.For(Address, mayStart: true);
        await foreach (var line in client.QueryAsync(
            new GetJob { State = JobState.Queued | JobState.Running | JobState.Canceling | JobState.Finishing }, time.Token))
        {
            try
            {
                await client.SendAsync(new StopJob(Item(line).Id, "", Force: true, Graceful: false, Finish: false), time.Token);
            }
            catch (SchedulerException exception) when (exception.Error == SchedulerErrors.JobNotCancelable)
            {
                // One that waited had its turn when another was stopped, and has ended.
                continue;
            }

            await foreach (var _ in client.QueryAsync(new WaitJob([Item(line).Id], Any: false), time.Token))
            {
            }
        }

        await HostStopper.StopAsync(Address, force: true, time.Token);
    }

    private async Task<List<TItem>> ListAsync<TItem>(ISchedulerQuery<TItem> query)
    {
        var items = new List<TItem>();
        await foreach (var line in Client.QueryAsync(query, Token))
            items.Add(Item(line));
        return items;
    }

    private Task<T> OnThread<T>(Func<T> work) =>
        Task.Factory.StartNew(work, Token, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(Token);

    private static TItem Item<TItem>(Line<TItem> line) => line.Problem is { } problem ? throw problem.ToException() : line.Item!;
}
