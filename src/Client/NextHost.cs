namespace HpcScheduler.Client;

/// <summary>The host that follows one that was stopped. It is not for whoever follows to start it: somebody wanted the stop.</summary>
internal static class NextHost
{
    /// <summary>How long it is waited for: a restart takes seconds.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Waits until a host listens.</summary>
    /// <param name="address">The scheduler.</param>
    /// <param name="gone">What became of the host before.</param>
    /// <param name="patience">The longest wait.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="SchedulerException"><paramref name="gone"/>: none came, or nobody here can see one come.</exception>
    public static async Task WaitAsync(SchedulerAddress address, SchedulerException gone, TimeSpan patience, CancellationToken cancellation)
    {
        if (address.Ssh is not null)
            throw gone;
        using var signs = new SemaphoreSlim(0);
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        waiting.CancelAfter(patience);
        try
        {
            using var watcher = new FileSystemWatcher(Path.GetDirectoryName(address.Socket)!, Path.GetFileName(address.Socket))
            {
                // A host gives its socket its rights when it listens.
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.Attributes,
            };
            watcher.Created += (_, _) => signs.Release();
            watcher.Changed += (_, _) => signs.Release();
            watcher.Error += (_, _) => waiting.Cancel();
            watcher.EnableRaisingEvents = true;
            while (!await SocketHttp.AnswersAsync(address, waiting.Token).ConfigureAwait(false))
                await signs.WaitAsync(waiting.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw gone;
        }
    }
}
