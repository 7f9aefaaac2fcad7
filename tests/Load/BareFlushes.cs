using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace HpcScheduler.Load;

/// <summary>
/// The peer of every request that is acknowledged: a page that is written to a file on the same disk and forced there, some times a second, by nobody
/// but this. What that takes, no scheduler can do without.
/// </summary>
internal sealed class BareFlushes : IAsyncDisposable
{
    private const int Page = 4096;
    private const int Pages = 1000;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _ending = new();
    private readonly Latencies _latencies = new();
    private readonly SafeFileHandle _file;
    private readonly Task _flushing;

    /// <param name="path">The file; it is deleted with the folder it is in.</param>
    public BareFlushes(string path)
    {
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        RandomAccess.Write(_file, new byte[Page * Pages], 0);
        RandomAccess.FlushToDisk(_file);
        _flushing = FlushAsync();
    }

    /// <summary>A line of figures.</summary>
    public string Line => _latencies.Line("a page written and flushed beside it", _ => true);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _flushing;
        _file.Dispose();
        _ending.Dispose();
    }

    private async Task FlushAsync()
    {
        var page = new byte[Page];
        using var timer = new PeriodicTimer(Interval);
        try
        {
            for (var number = 0; await timer.WaitForNextTickAsync(_ending.Token); number++)
            {
                var start = Stopwatch.GetTimestamp();
                RandomAccess.Write(_file, page, number % Pages * Page);
                RandomAccess.FlushToDisk(_file);
                _latencies.Add("", Stopwatch.GetElapsedTime(start));
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // The end.
        }
    }
}
