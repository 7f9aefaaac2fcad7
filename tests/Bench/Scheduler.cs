using System.Diagnostics;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Bench;

/// <summary>A real host in a temporary folder; gone with all that it runs when disposed.</summary>
internal sealed class Scheduler : IAsyncDisposable
{
    private readonly SchedulerClient _client;
    private readonly CancellationToken _cancellation;

    private Scheduler(string folder, CancellationToken cancellation)
    {
        Folder = folder;
        _client = SchedulerClient.For(SchedulerAddress.Resolve(Path.Join(folder, "s"), folder));
        _cancellation = cancellation;
    }

    /// <summary>A folder for what tasks write; the scheduler's own is inside.</summary>
    public string Folder { get; }

    /// <summary>What the host says of itself.</summary>
    public HpcSchedulerInfo Info { get; private set; } = new();

    /// <summary>Starts a host and waits for its first answer.</summary>
    public static async Task<Scheduler> StartAsync(CancellationToken cancellation)
    {
        var scheduler = new Scheduler(Directory.CreateTempSubdirectory("hpc-").FullName, cancellation);
        try
        {
            await HostLauncher.StartAsync(scheduler._client.Address.Folder, null, cancellation);
            scheduler.Info = await scheduler._client.SendAsync(new GetScheduler(), cancellation);
            return scheduler;
        }
        catch (SchedulerException)
        {
            Directory.Delete(scheduler.Folder, recursive: true);
            throw;
        }
    }

    /// <summary>Makes a job of tasks and submits it.</summary>
    public async Task<HpcJob> SubmitAsync(params TaskProperties[] tasks)
    {
        var job = await NewJobAsync(tasks);
        return await SubmitAsync(job.Id);
    }

    /// <summary>Submits a job.</summary>
    public Task<HpcJob> SubmitAsync(int id) => _client.SendAsync(new SubmitJob(id), _cancellation);

    /// <summary>Makes a job of tasks, added in batches as a script would add them.</summary>
    public async Task<HpcJob> NewJobAsync(params TaskProperties[] tasks)
    {
        const int batch = 1000;
        var job = await _client.SendAsync(new NewJob(new JobProperties { Name = "bench" }), _cancellation);
        foreach (var chunk in tasks.Chunk(batch))
            await _client.SendAsync(new AddTask(job.Id, chunk), _cancellation);
        return job;
    }

    /// <summary>Cancels a job by force; returns with the acknowledgement.</summary>
    public Task CancelAsync(int id) => _client.SendAsync(new StopJob(id, "bench", Force: true, Graceful: false, Finish: false), _cancellation);

    /// <summary>Waits until a job has ended.</summary>
    public async Task<HpcJob> WaitAsync(int id)
    {
        var last = new HpcJob();
        await foreach (var line in _client.QueryAsync(new WaitJob([id], Any: false), _cancellation))
            last = Item(line);
        return last;
    }

    /// <summary>Lists every job.</summary>
    public async IAsyncEnumerable<HpcJob> ListAsync()
    {
        await foreach (var line in _client.QueryAsync(new GetJob(), _cancellation))
            yield return Item(line);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The caller's token may be the reason for the end.
        await foreach (var line in _client.QueryAsync(new GetJob { State = JobState.Queued | JobState.Running }, CancellationToken.None))
        {
            await _client.SendAsync(new StopJob(Item(line).Id, "bench", Force: true, Graceful: false, Finish: false), CancellationToken.None);
            await foreach (var _ in _client.QueryAsync(new WaitJob([Item(line).Id], Any: false), CancellationToken.None));
        }

        using var host = Process.GetProcessById(Info.ProcessId);
        await _client.SendAsync(new StopScheduler(Force: true), CancellationToken.None);
        await host.WaitForExitAsync(CancellationToken.None);
        Directory.Delete(Folder, recursive: true);
    }

    private static TItem Item<TItem>(Line<TItem> line) => line.Problem is { } problem ? throw problem.ToException() : line.Item!;
}
