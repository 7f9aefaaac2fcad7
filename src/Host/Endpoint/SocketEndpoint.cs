using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Serilog;

namespace HpcScheduler.Host.Endpoint;

/// <summary>
/// The socket that the host listens on. It accepts connections itself and hands them to a web server, which exists only while somebody
/// is connected: Kestrel runs a timer once a second, and an idle host is to use no processor time at all.
/// </summary>
internal sealed class SocketEndpoint(HostFolder folder, Router router, Access access, CallerLimits limits, ILogger log) : IAsyncDisposable
{
    private const int Backlog = 512;

    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    // A script connects anew with every cmdlet; a server is kept for this long after the last connection, and stopped once.
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);

    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly SocketConnectionContextFactory _contexts = new(new SocketConnectionFactoryOptions(), NullLogger.Instance);
    private readonly Channel<ConnectionContext?> _events = Channel.CreateUnbounded<ConnectionContext?>(new() { SingleReader = true });
    private readonly CancellationTokenSource _stopping = new();
    private Task _accepting = Task.CompletedTask;
    private Task _serving = Task.CompletedTask;
    private int _open;

    /// <summary>Listens. A socket file that is in the way belongs to a host that died, because the caller holds the host lock.</summary>
    /// <exception cref="SchedulerException">HpcFolderNotUsable.</exception>
    public void Start()
    {
        try
        {
            File.Delete(folder.Socket);
            _listener.Bind(new UnixDomainSocketEndPoint(folder.Socket));
            _listener.Listen(Backlog);
            // Whoever waits for a host sees this, and then it must listen.
            File.SetUnixFileMode(folder.Socket, folder.IsMachine ? Owner | Others : Owner);
        }
        catch (Exception exception) when (exception is SocketException or IOException or UnauthorizedAccessException)
        {
            throw folder.NotUsable(exception);
        }

        _accepting = AcceptAsync();
        _serving = ServeAsync();
    }

    /// <summary>
    /// Accepts nobody any more, but all who have connected: they have perhaps sent a request already, and are to get an answer to it.
    /// </summary>
    public async Task StopListeningAsync()
    {
        if (_listener.SafeHandle.IsClosed)
            return;
        try
        {
            File.Delete(folder.Socket);
        }
        catch (DirectoryNotFoundException)
        {
            // The folder has gone, and the socket with it.
        }

        // From here on the kernel refuses to connect, so those who wait are the last.
        _listener.Shutdown(SocketShutdown.Receive);
        while (Posix.TryAccept(_listener.SafeHandle) is { } waiting)
            Admit(waiting);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
    }

    /// <summary>Lets requests that are under way go without an answer.</summary>
    public Task AbandonAsync() => _stopping.CancelAsync();

    /// <summary>Ends the server, after the requests that are under way.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopListeningAsync().ConfigureAwait(false);
        _events.Writer.TryComplete();
        await _serving.ConfigureAwait(false);
        _contexts.Dispose();
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync().ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                if (exception is SocketException { SocketErrorCode: not SocketError.OperationAborted } error)
                    log.Warning(error, "A connection could not be accepted");
                if (_listener.SafeHandle.IsClosed)
                    return;
                continue;
            }

            Admit(socket);
        }
    }

    private void Admit(Socket socket)
    {
        ConnectionContext connection;
        try
        {
            var peer = PeerCredentials.Of(socket);
            if (!limits.MayConnect(peer.UserId, () => access.IsAdministrator(peer)))
            {
                socket.Dispose();
                return;
            }

            connection = _contexts.Create(socket);
            connection.Items[typeof(PeerCredentials)] = peer;
            limits.Count(peer.UserId, connection);
        }
        catch (SocketException exception)
        {
            log.Warning(exception, "A connection was closed before it was served");
            socket.Dispose();
            return;
        }

        Interlocked.Increment(ref _open);
        connection.ConnectionClosed.Register(() =>
        {
            Interlocked.Decrement(ref _open);
            _events.Writer.TryWrite(null);
        });
        _events.Writer.TryWrite(connection);
    }

    // Takes connections, and the word that one closed (null), one after the other, so that starting and stopping a server never overlap.
    private async Task ServeAsync()
    {
        HttpServer? server = null;
        while (await MoreAsync(server is not null && Volatile.Read(ref _open) == 0).ConfigureAwait(false) is { } more)
        {
            if (!more)
            {
                await server!.DisposeAsync().ConfigureAwait(false);
                server = null;
                continue;
            }

            while (_events.Reader.TryRead(out var connection))
            {
                if (connection is null)
                    continue;
                server ??= await HttpServer.StartAsync(router, _stopping.Token).ConfigureAwait(false);
                server.Serve(connection);
            }
        }

        if (server is not null)
            await server.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>True when something came, false when nothing came and the server is not needed any more, null at the end.</summary>
    private async Task<bool?> MoreAsync(bool isUnused)
    {
        if (!isUnused)
            return await _events.Reader.WaitToReadAsync().ConfigureAwait(false) ? true : null;
        using var linger = new CancellationTokenSource(Linger);
        try
        {
            return await _events.Reader.WaitToReadAsync(linger.Token).ConfigureAwait(false) ? true : null;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
