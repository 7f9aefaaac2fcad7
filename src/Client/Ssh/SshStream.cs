namespace HpcScheduler.Client;

/// <summary>One connection on a channel. When it is disposed the channel goes back to the tunnel, unless the request was canceled or broke.</summary>
internal sealed class SshStream(SshChannel channel, SshTunnel tunnel, CancellationToken end) : Stream
{
    // What is still on its way when somebody stops to read. A channel that needs longer is given up.
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(2);

    private int _left;
    private bool _ended;
    private bool _spoiled;
    private int _underWay;
    private bool _disposed;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>What a broken ssh connection said, if that is at the bottom of an exception.</summary>
    public static string? WordsOf(Exception? exception)
    {
        while (exception is not (null or SshBrokenException))
            exception = exception.InnerException;
        return exception?.Message;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await DoAsync(async () =>
        {
            if (_left == 0 && !_ended && !await NextAsync(cancellationToken).ConfigureAwait(false))
                throw new RequestNotReadException();

            // Of no bytes is asked to learn that some are there.
            if (_ended || buffer.Length == 0)
                return 0;
            var count = await channel.Output.ReadAsync(buffer[..Math.Min(buffer.Length, _left)], cancellationToken).ConfigureAwait(false);
            _left -= count;
            return count > 0 ? count : throw new EndOfStreamException();
        }).ConfigureAwait(false);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => await DoAsync(async () =>
    {
        await Frames.WriteAsync(channel.Input, buffer, cancellationToken).ConfigureAwait(false);
        return 0;
    }).ConfigureAwait(false);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            if (_spoiled || Volatile.Read(ref _underWay) > 0 || end.IsCancellationRequested)
                channel.Kill();
            else
                tunnel.Return(channel, DrainAsync());
        }

        base.Dispose(disposing);
    }

    // A step that does not come to its end leaves the channel in the middle of a frame.
    private async Task<int> DoAsync(Func<Task<int>> step)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (RequestNotReadException)
        {
            throw;
        }
        catch (IOException)
        {
            _spoiled = true;
            throw await channel.BrokenAsync().ConfigureAwait(false);
        }
        catch
        {
            _spoiled = true;
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    // False: the host has not read the request.
    private async Task<bool> NextAsync(CancellationToken cancellation)
    {
        var length = await Frames.ReadLengthAsync(channel.Output, cancellation).ConfigureAwait(false);
        _left = Math.Max(length, 0);
        _ended = length <= 0;
        return length != Frames.NotRead;
    }

    private async Task<bool> DrainAsync()
    {
        using var patience = new CancellationTokenSource(DrainPatience);
        try
        {
            await Frames.WriteEndAsync(channel.Input, patience.Token).ConfigureAwait(false);
            var rest = new byte[Frames.Largest];
            while (!_ended)
            {
                if (_left == 0)
                    await NextAsync(patience.Token).ConfigureAwait(false);
                await channel.Output.ReadExactlyAsync(rest.AsMemory(0, _left), patience.Token).ConfigureAwait(false);
                _left = 0;
            }

            return true;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or OperationCanceledException or ObjectDisposedException)
        {
            channel.Kill();
            return false;
        }
    }
}
