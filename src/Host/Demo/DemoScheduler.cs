using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Demo;

/// <summary>A scheduler to throw away: its host is this program once more, in a temporary folder. Gone with all it runs when disposed.</summary>
internal sealed class DemoScheduler(CancellationToken cancellation) : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hpc-demo-").FullName;

    /// <summary>For what the tasks read and write.</summary>
    public string Folder => _folder;

    private SchedulerAddress Address => SchedulerAddress.Resolve(Path.Join(_folder, "scheduler"), _folder);

    private SchedulerClient Client => SchedulerClient.For(Address, mayStart: false);

    /// <summary>Starts the host. An interrupt waits for it: a host that comes up later would be left behind.</summary>
    public Task StartAsync()
    {
        Environment.SetEnvironmentVariable("HPCSCHEDULER_HOST", HostProgramPath.OfThis());
        return HostLauncher.StartAsync(Address.Folder, null, CancellationToken.None);
    }

    public Task<TReply> SendAsync<TReply>(ISchedulerRequest<TReply> request) => Client.SendAsync(request, cancellation);

    /// <summary>Follows a query until something is as wanted, or to its end.</summary>
    public async Task<TItem> FollowAsync<TItem>(ISchedulerQuery<TItem> query, Predicate<TItem> wanted)
    {
        var last = default(TItem);
        await foreach (var line in Client.QueryAsync(query, cancellation).ConfigureAwait(false))
        {
            last = Item(line);
            if (wanted(last))
                break;
        }

        return last!;
    }

    public async Task<List<TItem>> ListAsync<TItem>(ISchedulerQuery<TItem> query)
    {
        var items = new List<TItem>();
        await foreach (var line in Client.QueryAsync(query, cancellation).ConfigureAwait(false))
            items.Add(Item(line));
        return items;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await EndJobsAsync().ConfigureAwait(false);
        }
        catch (SchedulerException exception) when (exception.Error == SchedulerErrors.SchedulerNotRunning)
        {
            // It did not start, and the reason has been told.
            return;
        }
        finally
        {
            await HostStopper.StopAsync(Address, force: true, CancellationToken.None).ConfigureAwait(false);
            Directory.Delete(_folder, recursive: true);
        }
    }

    // A host that stops leaves running tasks alone, so the jobs are stopped first; none runs unless the demo was interrupted.
    private async Task EndJobsAsync()
    {
        var open = new GetJob { State = JobState.Queued | JobState.Running | JobState.Finishing | JobState.Canceling };
        await foreach (var line in Client.QueryAsync(open, CancellationToken.None).ConfigureAwait(false))
        {
            var id = Item(line).Id;
            await Client.SendAsync(new StopJob(id, "", Force: true, Graceful: false, Finish: false), CancellationToken.None).ConfigureAwait(false);
            await foreach (var _ in Client.QueryAsync(new WaitJob([id], Any: false), CancellationToken.None).ConfigureAwait(false))
            {
            }
        }
    }

    private static TItem Item<TItem>(Line<TItem> line) => line.Problem is { } problem ? throw problem.ToException() : line.Item!;
}
