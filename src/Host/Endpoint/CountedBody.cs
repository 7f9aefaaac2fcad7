namespace HpcScheduler.Host.Endpoint;

/// <summary>
/// The body of a request, JSON, of which is counted while it is read what will be made of it: two bytes may become an object of some hundred. Only what
/// has been counted is handed on, so a body that is too much is refused before it has become anything.
/// </summary>
/// <param name="body">The body.</param>
/// <param name="take">Told how much memory what was read will take, about; throws to refuse it.</param>
internal sealed class CountedBody(Stream body, Action<long> take) : Stream
{
    /// <summary>How many bytes of memory an object is taken for: one of a task has some 30 members.</summary>
    public const int SizeOfObject = 360;

    private const int SizeOfValue = 32;

    private bool _inText;
    private bool _isEscaped;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (Count(buffer.Span[..count]) is > 0 and var size)
            take(size);
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // Bytes of a character beyond ASCII are never any of these.
    private long Count(ReadOnlySpan<byte> bytes)
    {
        long size = 0;
        while (!bytes.IsEmpty)
        {
            if (_isEscaped)
            {
                _isEscaped = false;
                bytes = bytes[1..];
                continue;
            }

            var at = _inText ? bytes.IndexOfAny((byte)'"', (byte)'\\') : bytes.IndexOfAny("\"{[,"u8);
            if (at < 0)
                break;
            switch (bytes[at])
            {
                case (byte)'"':
                    _inText = !_inText;
                    break;
                case (byte)'\\':
                    _isEscaped = true;
                    break;
                case (byte)'{':
                    size += SizeOfObject;
                    break;
                default:
                    size += SizeOfValue;
                    break;
            }

            bytes = bytes[(at + 1)..];
        }

        return size;
    }
}
