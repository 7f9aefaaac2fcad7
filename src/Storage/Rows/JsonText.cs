using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HpcScheduler.Protocol;

namespace HpcScheduler.Storage.Rows;

/// <summary>
/// Turns the parts of a record that are kept as JSON into text and back. One per connection: it keeps its buffer, and it gives the
/// same list for the same nodes as in the row before, because a hundred thousand tasks of one node need only one.
/// </summary>
internal sealed class JsonText : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    // The text goes into no web page, so it is left legible for whoever looks into the file.
    private readonly Utf8JsonWriter _writer;

    private IReadOnlyList<string> _nodes = [];
    private byte[] _nodesText = "[]"u8.ToArray();

    public JsonText() =>
        _writer = new(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    /// <summary>The text, valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(JobProperties properties) => Write(properties, ProtocolJson.Default.JobProperties);

    /// <summary>The text, valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(TaskProperties properties) => Write(properties, ProtocolJson.Default.TaskProperties);

    /// <summary>The text, valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(IReadOnlyList<string> nodes)
    {
        if (nodes.Count == 0)
            return "[]"u8;
        if (!ReferenceEquals(nodes, _nodes))
        {
            _nodesText = Write(nodes, ProtocolJson.Default.IReadOnlyListString).ToArray();
            _nodes = nodes;
        }

        return _nodesText;
    }

    public static JobProperties ReadJob(ReadOnlySpan<byte> text) => Read(text, ProtocolJson.Default.JobProperties);

    public static TaskProperties ReadTask(ReadOnlySpan<byte> text) => Read(text, ProtocolJson.Default.TaskProperties);

    public IReadOnlyList<string> ReadNodes(ReadOnlySpan<byte> text)
    {
        if (text.SequenceEqual("[]"u8))
            return [];
        if (!text.SequenceEqual(_nodesText))
        {
            _nodes = Read(text, ProtocolJson.Default.IReadOnlyListString);
            _nodesText = text.ToArray();
        }

        return _nodes;
    }

    public void Dispose() => _writer.Dispose();

    private ReadOnlySpan<byte> Write<T>(T value, JsonTypeInfo<T> type)
    {
        _buffer.ResetWrittenCount();
        _writer.Reset();
        JsonSerializer.Serialize(_writer, value, type);
        _writer.Flush();
        return _buffer.WrittenSpan;
    }

    private static T Read<T>(ReadOnlySpan<byte> text, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(text, type) ?? throw new InvalidDataException("A text that holds an object is null.");
}
