using System.Net.Sockets;
using System.Text;

namespace HpcScheduler.Unit.Client;

/// <summary>
/// A tiny HTTP server on a socket of its own folder: each request is handed to the test, which writes the bytes of the answer.
/// </summary>
internal sealed class SocketServer : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _ending = new();
    private readonly Func<string, string, NetworkStream, Task> _answer;
    private readonly Task _accepting;
    private readonly int _unread;
    private readonly TaskCompletionSource _wasUnread = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _connections;

    /// <param name="answer">Takes the path and the body of a request; the connection is closed when it returns.</param>
    /// <param name="unread">How many connections are closed at first when one byte of their request has come and been left.</param>
    public SocketServer(Func<string, string, NetworkStream, Task> answer, int unread = 0)
    {
        (_answer, _unread) = (answer, unread);
        Folder = Directory.CreateTempSubdirectory("hpc").FullName;
        _listener.Bind(new UnixDomainSocketEndPoint(Path.Join(Folder, "host.sock")));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public string Folder { get; }

    /// <summary>Completes when the first of them has sent something.</summary>
    public Task Unread => _wasUnread.Task;

    /// <summary>How many have connected.</summary>
    public int Connections => _connections;

    public static Task WriteAsync(NetworkStream stream, string text) => stream.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();

    public static Task ReplyAsync(NetworkStream stream, int status, string body) => WriteAsync(
        stream, $"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    public static Task StartChunksAsync(NetworkStream stream) => WriteAsync(stream, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");

    public static Task ChunkAsync(NetworkStream stream, string text) =>
        WriteAsync(stream, $"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n");

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _ending.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static async Task<(string Path, string Body)?> ReadAsync(NetworkStream stream)
    {
        var received = new List<byte>();
        var buffer = new byte[4096];
        while (true)
        {
            var text = Encoding.UTF8.GetString([.. received]);
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0)
            {
                var length = text.Split("\r\n").First(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
                if (received.Count >= head + 4 + int.Parse(length.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture))
                    return (text.Split(' ')[1], text[(head + 4)..]);
            }

            var read = await stream.ReadAsync(buffer);
            if (read == 0)
                return null;
            received.AddRange(buffer.AsSpan(0, read));
        }
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        while (!_ending.IsCancellationRequested)
        {
            try
            {
                serving.Add(ServeAsync(await _listener.AcceptAsync(_ending.Token)));
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(Socket socket)
    {
        if (Interlocked.Increment(ref _connections) <= _unread)
        {
            await socket.ReceiveAsync(new byte[1], SocketFlags.Peek);
            // Closed as the kernel does it for a process that is gone: a stream would say first that nothing more will come.
            socket.Dispose();
            _wasUnread.TrySetResult();
            return;
        }

        await using var stream = new NetworkStream(socket, ownsSocket: true);
        // Whoever only looks whether somebody listens sends no request.
        if (await ReadAsync(stream) is { } request)
            await _answer(request.Path, request.Body, stream);
    }
}
