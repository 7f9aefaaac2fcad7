using System.Text;

namespace HpcScheduler.Cmdlets;

/// <summary>Puts the pieces that a task has written together to lines, those of each channel by themselves.</summary>
/// <param name="alternates">Whether a channel goes on after another; if not, its last line ends where the other begins.</param>
internal sealed class OutputLines(bool alternates)
{
    private readonly SortedDictionary<TaskOutputChannel, StringBuilder> _begun = [];

    /// <summary>The lines that a piece completes, without their ends.</summary>
    public IEnumerable<TaskOutput> Add(TaskOutput piece)
    {
        if (!alternates && !_begun.ContainsKey(piece.Channel))
        {
            foreach (var line in End())
                yield return line;
            _begun.Clear();
        }

        if (!_begun.TryGetValue(piece.Channel, out var begun))
            _begun[piece.Channel] = begun = new();
        var start = 0;
        for (int end; (end = piece.Text.IndexOf('\n', start)) >= 0; start = end + 1)
        {
            begun.Append(piece.Text, start, end - start);
            if (begun.Length > 0 && begun[^1] == '\r')
                begun.Length--;
            yield return new TaskOutput(piece.Channel, begun.ToString());
            begun.Clear();
        }

        begun.Append(piece.Text, start, piece.Text.Length - start);
    }

    /// <summary>The last lines, where they have no end.</summary>
    public IEnumerable<TaskOutput> End() =>
        _begun.Where(begun => begun.Value.Length > 0).Select(begun => new TaskOutput(begun.Key, begun.Value.ToString()));
}
