using System.Net.Sockets;

namespace HpcScheduler.Client;

/// <summary>
/// A connection with a host, which knows a request that was not carried out for certain. When a host dies the kernel tells the caller of a request that
/// was read whole of the end of the answer, and of any other, accepted or not, that the connection was reset or the pipe is broken.
/// </summary>
internal sealed class HostStream(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    private bool _isAnswered;

    /// <summary>Whether a request failed because whoever had the connection has not read it whole.</summary>
    public static bool WasNotRead(Exception? exception)
    {
        while (exception is not (null or RequestNotReadException))
            exception = exception.InnerException;
        return exception is not null;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var count = await base.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            _isAnswered |= count > 0;
            return count;
        }
        catch (IOException exception) when (IsUnread(exception))
        {
            throw new RequestNotReadException(exception);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await base.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception) when (IsUnread(exception))
        {
            throw new RequestNotReadException(exception);
        }
    }

    // .NET's name for a broken pipe is Shutdown.
    private bool IsUnread(IOException exception) =>
        !_isAnswered && exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.Shutdown };
}

/// <summary>Whoever had the connection has not read the request whole, so that it was not carried out.</summary>
internal sealed class RequestNotReadException(Exception? inner = null) : IOException("The host ended before it had read the request.", inner);
