using System.Text;

namespace HpcScheduler.Host.Output;

/// <summary>A text file to which somebody else appends, read piece by piece. One that is not there yet is empty.</summary>
internal sealed class GrowingFile(string path) : IDisposable
{
    private const int Portion = 32 * 1024;

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private FileStream? _file;

    public string Path => path;

    /// <summary>What was appended since the last call. A character whose last bytes are missing comes with them.</summary>
    public IEnumerable<string> ReadNew()
    {
        if (!TryOpen())
            yield break;
        var bytes = new byte[Portion];
        var text = new char[Encoding.UTF8.GetMaxCharCount(Portion)];
        while (_file!.Read(bytes) is > 0 and var count)
        {
            var length = _decoder.GetChars(bytes.AsSpan(0, count), text, flush: false);
            if (length > 0)
                yield return new string(text, 0, length);
        }
    }

    /// <summary>What is left of a character that was cut off for good.</summary>
    public string End()
    {
        var text = new char[4];
        return new string(text, 0, _decoder.GetChars([], text, flush: true));
    }

    public void Dispose() => _file?.Dispose();

    private bool TryOpen()
    {
        try
        {
            _file ??= new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
