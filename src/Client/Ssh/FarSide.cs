using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using HpcScheduler.Protocol;

namespace HpcScheduler.Client;

/// <summary>
/// The far end of ssh: a process that ssh starts there, as the user who came in. It says its greeting, then serves one exchange after the other: an
/// order, the answer to it (a problem, or nothing but {}), and for a connection all that either side sends, until both have ended. It ends
/// when its input does.
/// </summary>
public sealed class FarSide
{
    /// <summary>What it says first; before it may come what a shell says when somebody logs in.</summary>
    public const string Greeting = "HpcScheduler connect 1";

    private static readonly byte[] Agreed = "{}"u8.ToArray();

    private readonly SchedulerAddress _address;
    private readonly Stream _input;
    private readonly Stream _output;

    // Whether anything of the request of this exchange has been given to the host.
    private volatile bool _isSent;

    /// <param name="scheduler">The percent-encoded value of -Scheduler.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="output">Standard output.</param>
    /// <exception cref="SchedulerException">The value names no scheduler.</exception>
    public FarSide(string scheduler, Stream input, Stream output)
    {
        var value = Uri.UnescapeDataString(scheduler);
        _address = SchedulerAddress.Resolve(value, "/");
        (_input, _output) = (input, output);
        if (_address.Ssh is not null)
            throw new SchedulerException(SchedulerErrors.InvalidSchedulerName, value, value);
    }

    /// <summary>Serves until the input ends.</summary>
    public async Task RunAsync()
    {
        await _output.WriteAsync(Encoding.ASCII.GetBytes(Greeting + "\n")).ConfigureAwait(false);
        await _output.FlushAsync().ConfigureAwait(false);
        try
        {
            while (true)
            {
                var order = Encoding.UTF8.GetString(await Frames.ReadAsync(_input, CancellationToken.None).ConfigureAwait(false));
                await AnswerAsync(order).ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            // The near side has gone.
        }
    }

    private async Task AnswerAsync(string order)
    {
        Func<Task>? exchange = null;
        byte[] answer;
        try
        {
            exchange = await ObeyAsync(TunnelOrder.Parse(order)
                ?? throw new SchedulerException(SchedulerErrors.BadRequest, order, $"'{order}' is no order")).ConfigureAwait(false);
            answer = Agreed;
        }
        catch (SchedulerException exception)
        {
            answer = JsonSerializer.SerializeToUtf8Bytes(Problem.From(exception), ProtocolJson.Default.Problem);
        }

        await Frames.WriteAsync(_output, answer, CancellationToken.None).ConfigureAwait(false);
        if (exchange is not null)
            await exchange().ConfigureAwait(false);
    }

    // What follows the answer; null for nothing.
    private async Task<Func<Task>?> ObeyAsync(TunnelOrder order)
    {
        switch (order.Verb)
        {
            case TunnelVerb.Start:
                await StartAsync(order.Cores).ConfigureAwait(false);
                return null;
            case TunnelVerb.Stop or TunnelVerb.StopByForce:
                await HostStopper.StopAsync(_address, order.Verb == TunnelVerb.StopByForce, CancellationToken.None).ConfigureAwait(false);
                return null;
            case TunnelVerb.Test:
                return TestAsync;
            default:
                var socket = await ConnectAsync(order.Verb).ConfigureAwait(false);
                return () => CopyAsync(socket);
        }
    }

    private Task StartAsync(int? cores) => _address.CanStart
        ? HostLauncher.StartAsync(new HostStart(_address.Folder) { SubscribedCores = cores, IsMachine = _address.IsMachine }, CancellationToken.None)
        : throw new SchedulerException(SchedulerErrors.SchedulerUnreachable, _address.Socket, _address.Socket, "nobody listens on its socket");

    private async Task<Stream> ConnectAsync(TunnelVerb verb)
    {
        var mayStart = verb != TunnelVerb.Connect && _address is { CanStart: true, IsMachine: false };
        if (verb == TunnelVerb.ConnectAnew && mayStart)
            await StartAsync(null).ConfigureAwait(false);
        while (true)
        {
            try
            {
                return await SocketHttp.ConnectAsync(_address.Socket, CancellationToken.None).ConfigureAwait(false);
            }
            catch (SocketException exception) when (!mayStart || !SocketHttp.NobodyListens(exception))
            {
                throw Unreachable(exception, verb);
            }
            catch (SocketException)
            {
                mayStart = false;
                SchedulerFolders.Require(_address);
                await StartAsync(null).ConfigureAwait(false);
            }
        }
    }

    private SchedulerException Unreachable(SocketException exception, TunnelVerb verb) => !SocketHttp.NobodyListens(exception)
        ? new(SchedulerErrors.SchedulerUnreachable, _address.ToString(), _address.ToString(), exception.Message.TrimEnd('.'))
        : verb == TunnelVerb.Connect ? new(SchedulerErrors.SchedulerNotRunning, _address.ToString(), _address.ToString())
        : _address.IsMachine ? new(SchedulerErrors.MachineNotRunning, _address.Socket, _address.Socket)
        : new(SchedulerErrors.SchedulerUnreachable, _address.ToString(), _address.ToString(), "nobody listens on its socket");

    private async Task CopyAsync(Stream host)
    {
        await using (host.ConfigureAwait(false))
        {
            _isSent = false;
            var coming = ComingAsync(host);
            await GoingAsync(host).ConfigureAwait(false);
            await coming.ConfigureAwait(false);
        }
    }

    // The host may close while the near side still sends: what it sends then is read and dropped, so that the next order is found.
    private async Task GoingAsync(Stream host)
    {
        while (await Frames.ReadAsync(_input, CancellationToken.None).ConfigureAwait(false) is { Length: > 0 } frame)
        {
            try
            {
                _isSent = true;
                await host.WriteAsync(frame).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                // What the host has answered before tells why.
            }
        }

        // The near side ends only what it has no more use for.
        await host.DisposeAsync().ConfigureAwait(false);
    }

    private async Task ComingAsync(Stream host)
    {
        var buffer = new byte[Frames.Largest];
        var (isRead, isAnswered) = (true, false);
        try
        {
            while (await host.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var count)
            {
                isAnswered = true;
                await Frames.WriteAsync(_output, buffer.AsMemory(0, count), CancellationToken.None).ConfigureAwait(false);
            }

            isRead = isAnswered || _isSent;
        }
        catch (RequestNotReadException)
        {
            isRead = false;
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The near side sees an answer that is not complete.
        }

        var ending = isRead ? Frames.WriteEndAsync(_output, CancellationToken.None) : Frames.WriteNotReadAsync(_output, CancellationToken.None);
        await ending.ConfigureAwait(false);
    }

    private async Task TestAsync()
    {
        try
        {
            await foreach (var check in HostCommand.TestAsync(_address, CancellationToken.None).ConfigureAwait(false))
                await SayAsync(new Line<HpcSchedulerCheck> { Item = check }).ConfigureAwait(false);
        }
        catch (SchedulerException exception)
        {
            await SayAsync(new Line<HpcSchedulerCheck> { Problem = Problem.From(exception) }).ConfigureAwait(false);
        }

        await Frames.WriteEndAsync(_output, CancellationToken.None).ConfigureAwait(false);
        while (await Frames.ReadAsync(_input, CancellationToken.None).ConfigureAwait(false) is { Length: > 0 })
        {
            // Nothing is expected.
        }
    }

    private Task SayAsync(Line<HpcSchedulerCheck> line)
    {
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line, ProtocolJson.Default.LineHpcSchedulerCheck), (byte)'\n'];
        return Frames.WriteAsync(_output, bytes, CancellationToken.None);
    }
}
