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

    private byte[] buffer = new byte[StartSize];
    private int start;
    private int end;

    /// <summary>The next record, or null after the last.</summary>
    public async ValueTask<TRecord?> NextAsync(CancellationToken cancellation)
    {
        var searched = start;
        while (true)
        {
            var length = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = buffer.AsSpan(start, searched + length - start);
                start = searched + length + 1;
                if (line.IsEmpty)
                {
                    searched = start;
                    continue;
                }

                return JsonSerializer.Deserialize(line, type) ?? throw new JsonException("a line is null");
            }

            MakeRoom();
            searched = end;
            var read = await stream.ReadAsync(buffer.AsMemory(end), cancellation).ConfigureAwait(false);
            if (read == 0)
                return start == end ? null : throw new IOException("The answer ends in the middle of a line.");
            end += read;
        }
    }

    private void MakeRoom()
    {
        var target = end - start > buffer.Length / 2 ? new byte[buffer.Length * 2] : buffer;
        buffer.AsSpan(start, end - start).CopyTo(target);
        buffer = target;
        end -= start;
        start = 0;
    }
}
