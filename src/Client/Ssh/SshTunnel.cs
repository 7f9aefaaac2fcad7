using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using HpcScheduler.Protocol;

namespace HpcScheduler.Client;

/// <summary>
/// The ways to one far scheduler: ssh processes, one for each connection that is open at the same time. One that is not used is kept for the next
/// request, because a login takes far longer than a request. All of them end with this process: their input does.
/// </summary>
internal sealed class SshTunnel
{
    private static readonly ConcurrentDictionary<SshAddress, SshTunnel> Tunnels = new();

    // Between two commands somebody thinks; after this a new login is no hardship.
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(5);

    private const int MostKept = 4;

    private readonly Lock _gate = new();
    private readonly Stack<Kept> _kept = new();
    private readonly SshAddress _address;

    private SshTunnel(SshAddress address) => _address = address;

    /// <summary>The tunnel to a scheduler; always the same one in a process.</summary>
    public static SshTunnel To(SshAddress address) => Tunnels.GetOrAdd(address, static address => new SshTunnel(address));

    /// <summary>A connection to the far host.</summary>
    /// <param name="verb">One of the verbs to connect.</param>
    /// <param name="cancellation">Ends the connecting.</param>
    /// <param name="end">When it is canceled as the stream is disposed, the ssh process is ended.</param>
    /// <exception cref="SchedulerException">The far side cannot be reached, or has its own reason.</exception>
    public async Task<Stream> ConnectAsync(TunnelVerb verb, CancellationToken cancellation, CancellationToken end = default) =>
        new SshStream(await OrderAsync(new TunnelOrder(verb), cancellation).ConfigureAwait(false), this, end);

    /// <summary>Has the far side do something.</summary>
    /// <exception cref="SchedulerException">The far side cannot be reached, or has its own reason.</exception>
    public async Task ObeyAsync(TunnelOrder order, CancellationToken cancellation) =>
        Return(await OrderAsync(order, cancellation).ConfigureAwait(false), Task.FromResult(true));

    /// <summary>What the checks of the far side find, as they find it.</summary>
    /// <exception cref="SchedulerException">The far side cannot be reached, or has its own reason.</exception>
    public async IAsyncEnumerable<HpcSchedulerCheck> TestAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var stream = await ConnectAsync(TunnelVerb.Test, cancellation, cancellation).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var lines = new ReplyLines<Line<HpcSchedulerCheck>>(stream, ProtocolJson.Default.LineHpcSchedulerCheck);
            while (await NextAsync(lines, cancellation).ConfigureAwait(false) is { } line)
                yield return line.Item ?? throw line.Problem!.ToException();
        }
    }

    /// <summary>Takes a channel back.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="ready">True when it can be used again, false when it was ended.</param>
    public void Return(SshChannel channel, Task<bool> ready)
    {
        lock (_gate)
        {
            if (_kept.Count < MostKept)
            {
                _kept.Push(new Kept(channel, ready, new Timer(_ => Drop(channel), null, Keep, Timeout.InfiniteTimeSpan)));
                return;
            }
        }

        _ = CloseAsync(channel, ready);
    }

    private static async Task CloseAsync(SshChannel channel, Task<bool> ready)
    {
        if (await ready.ConfigureAwait(false))
            await channel.CloseAsync().ConfigureAwait(false);
    }

    private async Task<Line<HpcSchedulerCheck>?> NextAsync(ReplyLines<Line<HpcSchedulerCheck>> lines, CancellationToken cancellation)
    {
        try
        {
            return await lines.NextAsync(cancellation).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            throw new SchedulerException(SchedulerErrors.SchedulerUnreachable, _address.ToString(), _address.ToString(), exception.Message.TrimEnd('.'));
        }
    }

    private async Task<SshChannel> OrderAsync(TunnelOrder order, CancellationToken cancellation)
    {
        while (true)
        {
            var kept = await TakeAsync(cancellation).ConfigureAwait(false);
            var channel = kept ?? await SshChannel.OpenAsync(_address, cancellation).ConfigureAwait(false);
            try
            {
                await channel.OrderAsync(order, cancellation).ConfigureAwait(false);
                return channel;
            }
            catch (SchedulerException exception) when (exception.Error != SchedulerErrors.SshFailed)
            {
                // The far side has answered; it takes the next order.
                Return(channel, Task.FromResult(true));
                throw;
            }
            catch (IOException) when (kept is not null)
            {
                // It broke while nobody used it, and an order can be given twice.
                channel.Kill();
            }
            catch (IOException)
            {
                var broken = await channel.BrokenAsync().ConfigureAwait(false);
                channel.Kill();
                throw SshFailure.Of(_address, null, broken.Message);
            }
            catch
            {
                channel.Kill();
                throw;
            }
        }
    }

    private async Task<SshChannel?> TakeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Kept? kept;
            lock (_gate)
            {
                if (!_kept.TryPop(out kept))
                    return null;
            }

            await kept.Timer.DisposeAsync().ConfigureAwait(false);
            if (await kept.Ready.WaitAsync(cancellation).ConfigureAwait(false))
                return kept.Channel;
        }
    }

    private void Drop(SshChannel channel)
    {
        Kept? dropped;
        lock (_gate)
        {
            dropped = _kept.FirstOrDefault(kept => kept.Channel == channel);
            if (dropped is null)
                return;
            var others = _kept.Where(kept => kept != dropped).Reverse().ToList();
            _kept.Clear();
            others.ForEach(_kept.Push);
        }

        dropped.Timer.Dispose();
        _ = CloseAsync(channel, dropped.Ready);
    }

    private sealed record Kept(SshChannel Channel, Task<bool> Ready, Timer Timer);
}
