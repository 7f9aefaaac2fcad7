using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HpcScheduler.Client;

/// <summary>
/// Reads records that stand one a line, each as soon as its line is complete. A last line without a line end is half a record and an error.
/// </summary>
internal sealed class ReplyLines<TRecord>(Stream stream, JsonTypeInfo<TRecord> type)
    where TRecord : class
{
    // Holds some dozen jobs; grows for a longer line.
    private const int StartSize = 32 * 1024;

    private byte[] _buffer = new byte[StartSize];
    private int _start;
    private int _end;

    /// <summary>The next record, or null after the last.</summary>
    public async ValueTask<TRecord?> NextAsync(CancellationToken cancellation)
    {
        var searched = _start;
        while (true)
        {
            var length = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = _buffer.AsSpan(_start, searched + length - _start);
                _start = searched + length + 1;
                if (line.IsEmpty)
                {
                    searched = _start;
                    continue;
                }

                return JsonSerializer.Deserialize(line, type) ?? throw new JsonException("a line is null");
            }

            MakeRoom();
            searched = _end;
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellation).ConfigureAwait(false);
            if (read == 0)
                return _start == _end ? null : throw new IOException("The answer ends in the middle of a line.");
            _end += read;
        }
    }

    private void MakeRoom()
    {
        var target = _end - _start > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
        _buffer.AsSpan(_start, _end - _start).CopyTo(target);
        _buffer = target;
        _end -= _start;
        _start = 0;
    }
}
