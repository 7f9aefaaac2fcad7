using System.Buffers;
using System.Globalization;
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
    /// <summary>Characters of the longest number.</summary>
    private const int LongestNumber = 11;

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

    /// <summary>The text, valid until the next call. Written by hand, because every task that starts has a list of its own.</summary>
    public ReadOnlySpan<byte> Write(IReadOnlyList<int> numbers)
    {
        if (numbers.Count == 0)
            return "[]"u8;
        _buffer.ResetWrittenCount();
        for (var i = 0; i < numbers.Count; i++)
        {
            _buffer.Write(i == 0 ? "["u8 : ","u8);
            numbers[i].TryFormat(_buffer.GetSpan(LongestNumber), out var written, provider: CultureInfo.InvariantCulture);
            _buffer.Advance(written);
        }

        _buffer.Write("]"u8);
        return _buffer.WrittenSpan;
    }

    /// <summary>The text, valid until the next call.</summary>
    public ReadOnlySpan<byte> Write(IReadOnlyList<JobTemplateItem> items) => Write(items, ProtocolJson.Default.IReadOnlyListJobTemplateItem);

    public static IReadOnlyList<JobTemplateItem> ReadItems(ReadOnlySpan<byte> text) => Read(text, ProtocolJson.Default.IReadOnlyListJobTemplateItem);

    public static JobProperties ReadJob(ReadOnlySpan<byte> text) => Read(text, ProtocolJson.Default.JobProperties);

    public static TaskProperties ReadTask(ReadOnlySpan<byte> text) => Read(text, ProtocolJson.Default.TaskProperties);

    public static IReadOnlyList<int> ReadNumbers(ReadOnlySpan<byte> text) =>
        text.SequenceEqual("[]"u8) ? [] : Read(text, ProtocolJson.Default.IReadOnlyListInt32);

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
