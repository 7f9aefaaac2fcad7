using System.Net.Sockets;
using System.Text;

namespace HpcScheduler.Crash;

/// <summary>A connection to a host on which a test says what it likes.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationToken _cancellation;

    private RawConnection(CancellationToken cancellation) => _cancellation = cancellation;

    public static async Task<RawConnection> OpenAsync(TestHost host)
    {
        var connection = new RawConnection(host.Token);
        await connection._socket.ConnectAsync(new UnixDomainSocketEndPoint(host.Address.Socket), host.Token);
        return connection;
    }

    /// <summary>A request as text, with a body of the length it says.</summary>
    public static string Post(string verb, string body) =>
        $"POST /v1/{verb} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";

    public async Task SendAsync(string text) => await _socket.SendAsync(Encoding.UTF8.GetBytes(text), _cancellation);

    /// <summary>Everything that comes until the host closes.</summary>
    public async Task<string> ReadAsync()
    {
        using var text = new StreamReader(new NetworkStream(_socket));
        return await text.ReadToEndAsync(_cancellation);
    }

    /// <summary>What has come when the text given is part of it.</summary>
    public async Task<string> ReadUntilAsync(string wanted)
    {
        var text = "";
        var buffer = new byte[4096];
        while (!text.Contains(wanted, StringComparison.Ordinal))
        {
            var count = await _socket.ReceiveAsync(buffer, _cancellation);
            if (count == 0)
                throw new EndOfStreamException($"The host closed the connection after: {text}");
            text += Encoding.UTF8.GetString(buffer, 0, count);
        }

        return text;
    }

    public void Dispose() => _socket.Dispose();
}
