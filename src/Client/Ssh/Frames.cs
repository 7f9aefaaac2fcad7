using System.Buffers.Binary;

namespace HpcScheduler.Client;

/// <summary>
/// How several connections follow each other on the two pipes of one ssh process: a length of four bytes, the highest first, and as many bytes. The
/// length 0 ends a connection in this direction, and so does -1, of one whose request was not read whole.
/// </summary>
internal static class Frames
{
    /// <summary>The most bytes of a frame.</summary>
    public const int Largest = 64 * 1024;

    /// <summary>The length that says that whoever was connected has not read the request whole.</summary>
    public const int NotRead = -1;

    private const int HeaderLength = sizeof(int);

    /// <summary>Reads the length of the next frame, or <see cref="NotRead"/>.</summary>
    /// <exception cref="EndOfStreamException">The other side has gone.</exception>
    /// <exception cref="InvalidDataException">This is no frame.</exception>
    public static async ValueTask<int> ReadLengthAsync(Stream stream, CancellationToken cancellation)
    {
        var header = new byte[HeaderLength];
        await stream.ReadExactlyAsync(header, cancellation).ConfigureAwait(false);
        var length = BinaryPrimitives.ReadInt32BigEndian(header);
        return length is >= NotRead and <= Largest ? length : throw new InvalidDataException($"A frame of {length} bytes.");
    }

    /// <summary>Reads a frame.</summary>
    /// <exception cref="EndOfStreamException">The other side has gone.</exception>
    /// <exception cref="InvalidDataException">This is no frame.</exception>
    public static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        var length = await ReadLengthAsync(stream, cancellation).ConfigureAwait(false);
        var frame = new byte[length >= 0 ? length : throw new InvalidDataException($"A frame of {length} bytes.")];
        await stream.ReadExactlyAsync(frame, cancellation).ConfigureAwait(false);
        return frame;
    }

    /// <summary>Writes bytes, in frames as large as allowed; without bytes nothing.</summary>
    public static async Task WriteAsync(Stream stream, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        for (; bytes.Length > 0; bytes = bytes[Math.Min(bytes.Length, Largest)..])
            await WriteOneAsync(stream, bytes[..Math.Min(bytes.Length, Largest)], cancellation).ConfigureAwait(false);
        await stream.FlushAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Ends a connection in this direction.</summary>
    public static async Task WriteEndAsync(Stream stream, CancellationToken cancellation)
    {
        await WriteOneAsync(stream, default, cancellation).ConfigureAwait(false);
        await stream.FlushAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Ends a connection in this direction, and says that the request was not read whole.</summary>
    public static async Task WriteNotReadAsync(Stream stream, CancellationToken cancellation)
    {
        var frame = new byte[HeaderLength];
        BinaryPrimitives.WriteInt32BigEndian(frame, NotRead);
        await stream.WriteAsync(frame, cancellation).ConfigureAwait(false);
        await stream.FlushAsync(cancellation).ConfigureAwait(false);
    }

    // In one write, so that a frame of a few bytes is one packet.
    private static async Task WriteOneAsync(Stream stream, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var frame = new byte[HeaderLength + bytes.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, bytes.Length);
        bytes.CopyTo(frame.AsMemory(HeaderLength));
        await stream.WriteAsync(frame, cancellation).ConfigureAwait(false);
    }
}
