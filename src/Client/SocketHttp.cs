using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using HpcScheduler.Protocol;

namespace HpcScheduler.Client;

/// <summary>HTTP over Unix sockets. There is one client per socket and process, made at the first request.</summary>
internal static class SocketHttp
{
    private static readonly ConcurrentDictionary<string, HttpClient> Clients = new(StringComparer.Ordinal);

    /// <summary>Whether somebody listens on the socket now.</summary>
    public static async Task<bool> AnswersAsync(string socket, CancellationToken cancellation)
    {
        try
        {
            await using var stream = await ConnectAsync(socket, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Whether somebody listens who says nothing within a time to a request that can be answered at once.</summary>
    public static async Task<bool> IsSilentAsync(string socket, TimeSpan patience, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ending.CancelAfter(patience);
        try
        {
            using var response = await PostAsync(socket, new GetScheduler(), ending.Token).ConfigureAwait(false);
            return false;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return true;
        }
    }

    /// <summary>
    /// Whether the request failed because nobody listens, so that it cannot have been carried out. SocketError is what .NET says where it has no
    /// word, as for a path that leads through a file: nobody can listen there, and a host that is started knows why.
    /// </summary>
    public static bool NobodyListens(HttpRequestException exception) => exception.InnerException is SocketException
    {
        SocketErrorCode: SocketError.ConnectionRefused or SocketError.AddressNotAvailable or SocketError.SocketError,
    };

    /// <summary>Whether the connection was never made, so that the request cannot have been carried out.</summary>
    public static bool NeverConnected(HttpRequestException exception) => exception.InnerException is SocketException
        && exception.HttpRequestError == HttpRequestError.ConnectionError;

    public static async Task<HttpResponseMessage> PostAsync(string socket, object request, CancellationToken cancellation)
    {
        var type = request.GetType();
        var body = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request, ProtocolJson.Default.GetTypeInfo(type)!));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var message = new HttpRequestMessage(HttpMethod.Post, "http://localhost/v1/" + type.Name) { Content = body };
        // A host that stops may close a connection it has answered on just when the next request is sent, which then is lost without a
        // word. A new connection costs a fraction of a millisecond, and is either refused or answered.
        message.Headers.ConnectionClose = true;
        var http = Clients.GetOrAdd(socket, static path => Make(path));
        return await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
    }

    private static HttpClient Make(string socket) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        // Who stops reading a query wants the host to know at once.
        ResponseDrainTimeout = TimeSpan.Zero,
        ConnectCallback = (_, cancellation) => ConnectAsync(socket, cancellation),
    })
    {
        // A query may be followed for days.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
