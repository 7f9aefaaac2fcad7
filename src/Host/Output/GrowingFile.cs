using System.Buffers;
using System.Text;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Host.Output;

/// <summary>
/// A text file to which somebody else appends, read piece by piece. One that is not there yet is empty, and so is one that its user may not read.
/// </summary>
/// <param name="path">Absolute.</param>
/// <param name="owner">With whose rights it is read; null: those of whoever runs the host.</param>
/// <param name="from">How many bytes were read before; a character must begin there.</param>
internal sealed class GrowingFile(string path, Account? owner, long from = 0) : IDisposable
{
    private const int Portion = 32 * 1024;

    private const int LongestCharacter = 4;

    // The first bytes of a character whose last ones are missing.
    private readonly byte[] _cut = new byte[LongestCharacter];
    private readonly long _from = from;
    private int _cutLength;
    private FileStream? _file;

    public string Path => path;

    public Account? Owner => owner;

    /// <summary>How many bytes lie before what was not returned yet.</summary>
    public long Position { get; private set; } = from;

    /// <summary>Whether what was read before is there.</summary>
    public bool HasBeginning => _from == 0 || (TryOpen() && LengthOrZero() >= _from);

    /// <summary>What was appended since the last call. A character whose last bytes are missing comes with them.</summary>
    public IEnumerable<string> ReadNew()
    {
        if (!TryOpen())
            yield break;
        var bytes = new byte[LongestCharacter + Portion];
        _cut.CopyTo(bytes, 0);
        while (Read(bytes.AsSpan(_cutLength, Portion)) is > 0 and var count)
        {
            var all = _cutLength + count;
            _cutLength = CutOff(bytes.AsSpan(0, all));
            var whole = all - _cutLength;
            var text = Encoding.UTF8.GetString(bytes, 0, whole);
            bytes.AsSpan(whole, _cutLength).CopyTo(_cut);
            _cut.CopyTo(bytes, 0);
            Position += whole;
            if (whole > 0)
                yield return text;
        }
    }

    /// <summary>What is left of a character that was cut off for good.</summary>
    public string End()
    {
        var text = Encoding.UTF8.GetString(_cut, 0, _cutLength);
        Position += _cutLength;
        _cutLength = 0;
        return text;
    }

    public void Dispose() => _file?.Dispose();

    // A file may be there and not be readable, as on a disk that fails.
    private int Read(Span<byte> bytes)
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

    // How many bytes at the end are the beginning of a character.
    private static int CutOff(ReadOnlySpan<byte> bytes) =>
        Rune.DecodeLastFromUtf8(bytes, out _, out var length) == OperationStatus.NeedMoreData ? length : 0;

    private long LengthOrZero()
    {
        try
        {
            return _file!.Length;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private bool TryOpen()
    {
        if (_file is not null)
            return true;
        try
        {
            if (OwnerFile.Open(path, owner) is not { } file)
                return false;
            _file = new FileStream(file, FileAccess.Read, bufferSize: 0) { Position = _from };
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
