using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using HpcScheduler.Protocol;

namespace HpcScheduler.Client;

/// <summary>HTTP over Unix sockets. There is one client per socket and process, made at the first request.</summary>
internal static class SocketHttp
{
    private static readonly ConcurrentDictionary<SchedulerAddress, HttpClient> Clients = new();

    private static readonly TimeSpan RoomPatience = TimeSpan.FromSeconds(30);

    // A connection by ssh is made for a request: what it may do, and how long it is wanted.
    private static readonly HttpRequestOptionsKey<TunnelVerb> VerbOfRequest = new("verb");
    private static readonly HttpRequestOptionsKey<CancellationToken> EndOfRequest = new("end");

    /// <summary>Whether somebody listens at the address now.</summary>
    public static async Task<bool> AnswersAsync(SchedulerAddress address, CancellationToken cancellation)
    {
        try
        {
            await using var stream = address.Ssh is { } ssh
                ? await SshTunnel.To(ssh).ConnectAsync(TunnelVerb.Connect, cancellation).ConfigureAwait(false)
                : (Stream)await ConnectAsync(address.Socket, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is SocketException or SchedulerException)
        {
            return false;
        }
    }

    /// <summary>Whether somebody listens who says nothing within a time to a request that can be answered at once.</summary>
    public static async Task<bool> IsSilentAsync(SchedulerAddress address, TimeSpan patience, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ending.CancelAfter(patience);
        try
        {
            using var response = await PostAsync(address, new GetScheduler(), TunnelVerb.Connect, ending.Token).ConfigureAwait(false);
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
    public static bool NobodyListens(HttpRequestException exception) => exception.InnerException is SocketException inner && NobodyListens(inner);

    /// <summary>As above, for a connection.</summary>
    public static bool NobodyListens(SocketException exception) =>
        exception.SocketErrorCode is SocketError.ConnectionRefused or SocketError.AddressNotAvailable or SocketError.SocketError;

    /// <summary>Whether the connection was never made, so that the request cannot have been carried out.</summary>
    public static bool NeverConnected(HttpRequestException exception) => exception.InnerException is SchedulerException
        || (exception.InnerException is SocketException && exception.HttpRequestError == HttpRequestError.ConnectionError);

    /// <summary>Sends a request.</summary>
    /// <param name="address">To whom.</param>
    /// <param name="request">A record of the protocol.</param>
    /// <param name="verb">By ssh: whether the far side may start a host.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<HttpResponseMessage> PostAsync(
        SchedulerAddress address, object request, TunnelVerb verb, CancellationToken cancellation)
    {
        var type = request.GetType();
        var body = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request, ProtocolJson.Default.GetTypeInfo(type)!));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var message = new HttpRequestMessage(HttpMethod.Post, "http://localhost/v1/" + type.Name) { Content = body };
        // A host that stops may close a connection it has answered on just when the next request is sent, which then is lost without a
        // word. A new connection costs a fraction of a millisecond, and is either refused or answered.
        message.Headers.ConnectionClose = true;
        message.Options.Set(VerbOfRequest, verb);
        message.Options.Set(EndOfRequest, cancellation);
        var http = Clients.GetOrAdd(address, static address => Make(address));
        return await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation).ConfigureAwait(false);
    }

    /// <summary>Connects with a socket. Where too many wait to be accepted, waits until there is room, or the host is gone.</summary>
    /// <exception cref="SocketException">The system's reason.</exception>
    public static async ValueTask<HostStream> ConnectAsync(string path, CancellationToken cancellation)
    {
        var address = new UnixDomainSocketEndPoint(path);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(address, cancellation).ConfigureAwait(false);
            return new HostStream(socket);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.WouldBlock)
        {
            socket.Dispose();
            return await ConnectWhenThereIsRoomAsync(address, cancellation).ConfigureAwait(false);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // The kernel wakes only who waits in connect itself, so a thread does.
    private static async Task<HostStream> ConnectWhenThereIsRoomAsync(UnixDomainSocketEndPoint address, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { SendTimeout = (int)RoomPatience.TotalMilliseconds };
        var connecting = Task.Factory.StartNew(
            () => socket.Connect(address), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await connecting.WaitAsync(cancellation).ConfigureAwait(false);
            socket.SendTimeout = 0;
            return new HostStream(socket);
        }
        catch
        {
            _ = connecting.ContinueWith(
                ended =>
                {
                    _ = ended.Exception;
                    socket.Dispose();
                },
                TaskScheduler.Default);
            throw;
        }
    }

    private static HttpClient Make(SchedulerAddress address) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
        // Who stops reading a query wants the host to know at once.
        ResponseDrainTimeout = TimeSpan.Zero,
        ConnectCallback = async (context, cancellation) => address.Ssh is { } ssh
            ? await ConnectAsync(ssh, context.InitialRequestMessage.Options, cancellation).ConfigureAwait(false)
            : await ConnectAsync(address.Socket, cancellation).ConfigureAwait(false),
    })
    {
        // A query may be followed for days.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    // Left to itself, a connection would still be made when its request has been given up.
    private static async ValueTask<Stream> ConnectAsync(SshAddress ssh, HttpRequestOptions options, CancellationToken cancellation)
    {
        options.TryGetValue(VerbOfRequest, out var verb);
        options.TryGetValue(EndOfRequest, out var end);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, end);
        return await SshTunnel.To(ssh).ConnectAsync(verb, ending.Token, end).ConfigureAwait(false);
    }
}
