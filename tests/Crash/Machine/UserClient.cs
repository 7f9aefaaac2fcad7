using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>
/// Speaks to a host as a user, without a process of that user's: the kernel remembers of a connection who the thread was that made it.
/// </summary>
/// <param name="socket">The host's.</param>
/// <param name="user">As whom.</param>
internal sealed class UserClient(string socket, TestUser user) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, ConnectCallback = (_, _) => ConnectAsync(socket, user) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Sends a request.</summary>
    /// <exception cref="SchedulerException">The host's.</exception>
    public async Task<TReply> SendAsync<TReply>(ISchedulerRequest<TReply> request, CancellationToken cancellation)
    {
        using var response = await PostAsync(request.GetType().Name, Json(request), cancellation);
        return JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(cancellation), TypeInfo<TReply>())!;
    }

    /// <summary>Sends a query and reads its reply to the end.</summary>
    /// <exception cref="SchedulerException">The host's, for all of it or for an item.</exception>
    public async Task<List<TItem>> ListAsync<TItem>(ISchedulerQuery<TItem> query, CancellationToken cancellation)
    {
        using var response = await PostAsync(query.GetType().Name, Json(query), cancellation);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellation));
        var items = new List<TItem>();
        while (await reader.ReadLineAsync(cancellation) is { } text)
        {
            var line = JsonSerializer.Deserialize(text, TypeInfo<Line<TItem>>())!;
            items.Add(line.Problem is { } problem ? throw problem.ToException() : line.Item!);
        }

        return items;
    }

    /// <summary>Sends any body as a request.</summary>
    /// <exception cref="SchedulerException">The host's.</exception>
    public async Task<HttpResponseMessage> PostAsync(string verb, string body, CancellationToken cancellation)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "http://localhost/v1/" + verb)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        message.Headers.ConnectionClose = true;
        var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(cancellation), TypeInfo<Problem>())!.ToException();
    }

    public void Dispose() => _http.Dispose();

    private static string Json(object request) => JsonSerializer.Serialize(request, ProtocolJson.Default.GetTypeInfo(request.GetType())!);

    private static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)ProtocolJson.Default.GetTypeInfo(typeof(T))!;

    /// <summary>A connection of a user on which a test says what it likes.</summary>
    public static ValueTask<Stream> ConnectAsync(string path, TestUser user)
    {
        var made = new TaskCompletionSource<Stream>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                Libc.BecomeOnThisThread(user.UserId);
                connection.Connect(new UnixDomainSocketEndPoint(path));
                made.SetResult(new NetworkStream(connection, ownsSocket: true));
            }
            catch (Exception exception)
            {
                connection.Dispose();
                made.SetException(exception);
            }
            finally
            {
                // The thread ends with it, but ends as the one it was.
                Libc.BecomeOnThisThread(0);
            }
        }).Start();
        return new ValueTask<Stream>(made.Task);
    }
}
