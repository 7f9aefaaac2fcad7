using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace HpcScheduler.Host.Endpoint;

/// <summary>A Kestrel that serves connections accepted by somebody else, by HTTP/1.1.</summary>
internal sealed class HttpServer : IConnectionListenerFactory, IConnectionListener, IHttpApplication<HttpContext>
{
    // Who has connected is about to send a request; one who does not in this time is not waited for when the server stops.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _silent = new(StringComparer.Ordinal);
    private readonly Channel<ConnectionContext> _connections = Channel.CreateUnbounded<ConnectionContext>();
    private readonly Router _router;
    private readonly CancellationToken _stopping;
    private readonly KestrelServer _server;

    private HttpServer(Router router, CancellationToken stopping)
    {
        (_router, _stopping) = (router, stopping);
        var options = new KestrelServerOptions { AddServerHeader = false };
        CallerLimits.Prepare(options.Limits);
        // The address only has to be one: connections come by Serve.
        options.Listen(new IPEndPoint(IPAddress.Loopback, 0), listen => listen.Protocols = HttpProtocols.Http1);
        _server = new KestrelServer(Options.Create(options), this, NullLoggerFactory.Instance);
    }

    EndPoint IConnectionListener.EndPoint { get; } = new IPEndPoint(IPAddress.Loopback, 1);

    /// <summary>Starts a server.</summary>
    /// <param name="router">Answers the requests.</param>
    /// <param name="stopping">Ends the requests that are under way.</param>
    public static async Task<HttpServer> StartAsync(Router router, CancellationToken stopping)
    {
        var server = new HttpServer(router, stopping);
        await server._server.StartAsync(server, CancellationToken.None).ConfigureAwait(false);
        return server;
    }

    /// <summary>Serves a connection until it is closed.</summary>
    public void Serve(ConnectionContext connection)
    {
        _silent[connection.ConnectionId] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.ConnectionClosed.Register(() => Spoke(connection.ConnectionId));
        _connections.Writer.TryWrite(connection);
    }

    public async ValueTask DisposeAsync()
    {
        await HearOutAsync().ConfigureAwait(false);
        // A caller who does not read its answer is cut off after this time.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await _server.StopAsync(patience.Token).ConfigureAwait(false);
        _server.Dispose();
    }

    ValueTask<IConnectionListener> IConnectionListenerFactory.BindAsync(EndPoint endpoint, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IConnectionListener>(this);

    async ValueTask<ConnectionContext?> IConnectionListener.AcceptAsync(CancellationToken cancellationToken)
    {
        while (await _connections.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_connections.Reader.TryRead(out var connection))
                return connection;
        }

        return null;
    }

    ValueTask IConnectionListener.UnbindAsync(CancellationToken cancellationToken)
    {
        _connections.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    ValueTask IAsyncDisposable.DisposeAsync() => ValueTask.CompletedTask;

    HttpContext IHttpApplication<HttpContext>.CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    async Task IHttpApplication<HttpContext>.ProcessRequestAsync(HttpContext context)
    {
        Spoke(context.Connection.Id);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping);
        await _router.AnswerAsync(context, ending.Token).ConfigureAwait(false);
    }

    void IHttpApplication<HttpContext>.DisposeContext(HttpContext context, Exception? exception)
    {
    }

    private void Spoke(string connection)
    {
        if (_silent.TryRemove(connection, out var spoken))
            spoken.TrySetResult();
    }

    // Kestrel closes a connection whose first request it has not read yet, and the caller would not know whether it was carried out.
    private async Task HearOutAsync()
    {
        if (_silent.IsEmpty)
            return;
        var silence = Task.Delay(Silence, _stopping);
        await Task.WhenAny(Task.WhenAll(_silent.Values.Select(spoken => spoken.Task)), silence).ConfigureAwait(false);
    }
}
