using System.Text;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Host.Output;

/// <summary>
/// A text file to which somebody else appends, read piece by piece. One that is not there yet is empty, and so is one that its user may not read.
/// </summary>
/// <param name="path">Absolute.</param>
/// <param name="owner">With whose rights it is read; null: those of whoever runs the host.</param>
internal sealed class GrowingFile(string path, Account? owner) : IDisposable
{
    private const int Portion = 32 * 1024;

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private FileStream? _file;

    public string Path => path;

    public Account? Owner => owner;

    /// <summary>What was appended since the last call. A character whose last bytes are missing comes with them.</summary>
    public IEnumerable<string> ReadNew()
    {
        if (!TryOpen())
            yield break;
        var bytes = new byte[Portion];
        var text = new char[Encoding.UTF8.GetMaxCharCount(Portion)];
        while (Read(bytes) is > 0 and var count)
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

    // A file may be there and not be readable, as on a disk that fails.
    private int Read(byte[] bytes)
    {
        try
        {
            return _file!.Read(bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private bool TryOpen()
    {
        try
        {
            _file ??= OwnerFile.Open(path, owner) is { } file ? new FileStream(file, FileAccess.Read, bufferSize: 0) : null;
            return _file is not null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
