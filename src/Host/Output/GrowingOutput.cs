using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Host.Output;

/// <summary>The two files that a run of a task writes, and the word of the kernel that there is more in them.</summary>
internal sealed class GrowingOutput : IDisposable
{
    private readonly int _instance;
    private readonly GrowingFile _output;
    private readonly GrowingFile? _error;
    private readonly List<IDisposable> _watches = [];
    private readonly SemaphoreSlim _more = new(0, 1);
    private Task? _waiting;

    /// <param name="instance">The run.</param>
    /// <param name="output">The file of the output.</param>
    /// <param name="error">The file of the error output; may be the same.</param>
    public GrowingOutput(int instance, GrowingFile output, GrowingFile error)
    {
        (_instance, _output) = (instance, output);
        Watch(output);
        if (error.Path == output.Path)
            return;
        _error = error;
        Watch(error);
    }

    /// <summary>Whether what was read before is there in both.</summary>
    public bool HasBeginning => _output.HasBeginning && _error?.HasBeginning != false;

    /// <summary>What was written since the last call: first output, then error output.</summary>
    public IEnumerable<TaskOutput> ReadNew()
    {
        foreach (var text in _output.ReadNew())
            yield return Piece(TaskOutputChannel.Output, text);
        foreach (var text in _error?.ReadNew() ?? [])
            yield return Piece(TaskOutputChannel.Error, text);
    }

    /// <summary>All that is left, when nothing more is written: first output to its end, then error output.</summary>
    public IEnumerable<TaskOutput> ReadRest()
    {
        foreach (var text in Rest(_output))
            yield return Piece(TaskOutputChannel.Output, text);
        foreach (var text in _error is null ? [] : Rest(_error))
            yield return Piece(TaskOutputChannel.Error, text);
    }

    /// <summary>Completes when there may be more.</summary>
    public Task GrowAsync(CancellationToken cancellation)
    {
        // One wait at a time: one that was not awaited to its end would take the next sign for itself.
        if (_waiting is null || _waiting.IsCompleted)
            _waiting = _more.WaitAsync(cancellation);
        return _waiting;
    }

    public void Dispose()
    {
        foreach (var watch in _watches)
            watch.Dispose();
        _output.Dispose();
        _error?.Dispose();
    }

    private TaskOutput Piece(TaskOutputChannel channel, string text) =>
        new(channel, text) { Next = new(_instance, _output.Position, _error?.Position ?? 0) };

    private static IEnumerable<string> Rest(GrowingFile file)
    {
        foreach (var text in file.ReadNew())
            yield return text;
        if (file.End() is { Length: > 0 } end)
            yield return end;
    }

    // Where a folder cannot be watched, what is written is told when the task changes its state.
    private void Watch(GrowingFile file)
    {
        using var rights = OwnerRights.Of(file.Owner);
        if (Path.GetDirectoryName(file.Path) is { } folder && FolderWatcher.Shared.Add(folder, Path.GetFileName(file.Path), Tell) is { } watch)
            _watches.Add(watch);
    }

    private void Tell()
    {
        lock (_more)
        {
            if (_more.CurrentCount == 0)
                _more.Release();
        }
    }
}
