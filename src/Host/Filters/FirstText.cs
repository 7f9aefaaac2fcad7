using System.Text;

namespace HpcScheduler.Host.Filters;

/// <summary>The first characters of what a program writes; it may write as much as it likes.</summary>
internal sealed class FirstText
{
    private const int Length = 1000;

    private readonly StringBuilder _text = new();
    private readonly Lock _gate = new();

    /// <summary>What has come so far, without spaces around it and without what no text has.</summary>
    public string Text
    {
        get
        {
            lock (_gate)
            {
                // The last character may be half a pair.
                var isWhole = _text.Length == 0 || !char.IsHighSurrogate(_text[^1]);
                return _text.ToString(0, isWhole ? _text.Length : _text.Length - 1).Replace('\0', ' ').Trim();
            }
        }
    }

    /// <summary>Reads to the end.</summary>
    public async Task ReadAsync(StreamReader reader)
    {
        var buffer = new char[Length];
        while (await reader.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var count)
        {
            lock (_gate)
                _text.Append(buffer, 0, Math.Min(count, Length - _text.Length));
        }
    }
}
