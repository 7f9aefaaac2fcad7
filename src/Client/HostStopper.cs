using HpcScheduler.Protocol;

namespace HpcScheduler.Client;

/// <summary>Stops a host and waits until its process has ended.</summary>
public static class HostStopper
{
    // What a process that was killed goes on to exist for, on a busy machine.
    private static readonly TimeSpan DeathPatience = TimeSpan.FromSeconds(10);

    /// <summary>Stops the host.</summary>
    /// <param name="address">The scheduler.</param>
    /// <param name="force">Let other callers go without an answer.</param>
    /// <param name="cancellation">Ends the waiting; the host stops all the same.</param>
    /// <param name="goesOn">Given the tasks that go on without the host; not called for one that is reached by ssh.</param>
    /// <returns>Whether there was a host to stop; true for a scheduler that is reached by ssh.</returns>
    public static async Task<bool> StopAsync(SchedulerAddress address, bool force, CancellationToken cancellation, Action<IReadOnlyList<RunningTask>>? goesOn = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.Ssh is { } ssh)
        {
            // The far side sees the process, and says nothing of whether there was one.
            await SshTunnel.To(ssh).ObeyAsync(new TunnelOrder(force ? TunnelVerb.StopByForce : TunnelVerb.Stop), cancellation).ConfigureAwait(false);
            return true;
        }

        var client = SchedulerClient.For(address, mayStart: false);
        try
        {
            // Taken before the host may end, so that its number cannot mean another process.
            var info = await client.SendAsync(new GetScheduler(), cancellation).ConfigureAwait(false);
            using var process = HostProcess.Open(info.ProcessId);
            try
            {
                var reply = await client.SendAsync(new StopScheduler(force), cancellation).ConfigureAwait(false);
                goesOn?.Invoke(reply.Tasks ?? []);
            }
            catch (SchedulerException exception) when (exception.Error == SchedulerErrors.SchedulerUnreachable)
            {
                // It may have ended without being asked, and that is what was wanted.
                if (await HasEndedAsync(process, cancellation).ConfigureAwait(false))
                    return true;
                throw;
            }

            await process.WaitAsync(cancellation).ConfigureAwait(false);
            return true;
        }
        catch (SchedulerException exception) when (exception.Error == SchedulerErrors.SchedulerNotRunning)
        {
            return false;
        }
    }

    private static async Task<bool> HasEndedAsync(HostProcess process, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(DeathPatience);
        try
        {
            await process.WaitAsync(patience.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
