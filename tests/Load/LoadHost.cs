using HpcScheduler.Client;
using HpcScheduler.Crash;
using HpcScheduler.Protocol;

namespace HpcScheduler.Load;

/// <summary>
/// A real host on a folder to throw away, spoken to as the cmdlets do: a connection for each request. Disposing it ends what it runs and itself,
/// removes the folder, and fails if a process was left.
/// </summary>
internal sealed class LoadHost : IAsyncDisposable
{
    // Nothing that is waited for takes so long, unless it is stuck.
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly string _root = Directory.CreateTempSubdirectory("hpc-").FullName;

    static LoadHost() => Environment.SetEnvironmentVariable("HPCSCHEDULER_HOST", Repository.Path("bin", "host", "HpcScheduler.Host"));

    private LoadHost() => Address = SchedulerAddress.Resolve(Path.Join(_root, "s"), _root);

    /// <summary>Where it is.</summary>
    public SchedulerAddress Address { get; }

    /// <summary>What its process uses.</summary>
    public HostUse Use { get; private set; } = HostUse.None;

    /// <summary>A file for what tasks write.</summary>
    public string Notes => Path.Join(_root, "notes");

    /// <summary>A file for what is written beside it, on the same disk.</summary>
    public string Beside => Path.Join(_root, "beside");

    /// <summary>The bytes of its database and its log.</summary>
    public long DatabaseSize => Directory.EnumerateFiles(Address.Folder, "scheduler.db*").Sum(file => new FileInfo(file).Length);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SchedulerClient Client => SchedulerClient.For(Address, mayStart: false);

    /// <summary>A new host that answers.</summary>
    public static async Task<LoadHost> StartNewAsync()
    {
        var host = new LoadHost();
        await host.StartAsync();
        return host;
    }

    /// <summary>Starts it on its folder, and waits for its first answer.</summary>
    public async Task StartAsync()
    {
        await HostLauncher.StartAsync(Address.Folder, null, Token);
        Use = HostUse.Of((await SendAsync(new GetScheduler())).ProcessId);
    }

    /// <summary>Stops it, and waits until its process is gone.</summary>
    public Task StopAsync() => HostStopper.StopAsync(Address, force: true, Token);

    /// <summary>Sends a request.</summary>
    public Task<TReply> SendAsync<TReply>(ISchedulerRequest<TReply> request) => Client.SendAsync(request, Token);

    /// <summary>Sends a query and reads its answer to the end.</summary>
    public async Task<List<TItem>> QueryAsync<TItem>(ISchedulerQuery<TItem> query)
    {
        var items = new List<TItem>();
        await foreach (var item in ReadAsync(query, Token))
            items.Add(item);
        return items;
    }

    /// <summary>Sends a query and reads its answer as it comes.</summary>
    public async IAsyncEnumerable<TItem> ReadAsync<TItem>(
        ISchedulerQuery<TItem> query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var line in Client.QueryAsync(query, cancellation))
            yield return line.Problem is { } problem ? throw problem.ToException() : line.Item!;
    }

    /// <summary>Makes a job of tasks and submits it.</summary>
    public async Task<int> SubmitAsync(JobProperties properties, params TaskProperties[] tasks)
    {
        var job = await SendAsync(new NewJob(properties, tasks));
        return (await SendAsync(new SubmitJob(job.Id))).Id;
    }

    /// <summary>Waits until a job has ended; the job as it is then.</summary>
    /// <exception cref="OperationCanceledException">It did not in the time that a test waits.</exception>
    public async Task<HpcJob> WaitAsync(int id, TimeSpan? patience = null)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Token);
        ending.CancelAfter(patience ?? Patience);
        var last = new HpcJob();
        await foreach (var job in ReadAsync(new WaitJob([id], Any: false), ending.Token))
            last = job;
        return last;
    }

    /// <summary>Cancels a job by force, and waits for its end.</summary>
    public async Task EndAsync(int id)
    {
        try
        {
            await SendAsync(new StopJob(id, "", Force: true, Graceful: false, Finish: false));
        }
        catch (SchedulerException exception) when (exception.Error == SchedulerErrors.JobNotCancelable)
        {
            // It has just ended by itself.
            return;
        }

        await WaitAsync(id);
    }

    /// <summary>Ends every job that waits or runs.</summary>
    public async Task EndAllAsync()
    {
        // Those that wait first: one that ends lets the next start.
        foreach (var state in (JobState[])[JobState.Queued, JobState.Running | JobState.Canceling | JobState.Finishing])
        {
            foreach (var job in await QueryAsync(new GetJob { State = state }))
                await EndAsync(job.Id);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await EndAllAsync();
            await StopAsync();
        }
        finally
        {
            var left = await FolderProcess.EndAllAsync(_root);
            var log = await File.ReadAllTextAsync(Path.Join(Address.Folder, "host.log"), Token);
            Directory.Delete(_root, recursive: true);
            Assert.True(left.Count == 0, $"{string.Join("\n", left)}\n{log}");
        }
    }
}
