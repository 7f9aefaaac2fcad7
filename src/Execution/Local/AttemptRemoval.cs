using System.Buffers.Text;
using System.Diagnostics;
using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>
/// Deletes the folders of jobs that are gone, on a thread of its own. To find them it goes through all attempts that there are, which may be a
/// million: so it goes for all jobs at once that are waiting, in the order in which they came, and rests after it, longer the longer that took.
/// </summary>
internal sealed class AttemptRemoval : IDisposable
{
    // A tenth of a processor at most, however many jobs are removed.
    private const int RestPerSearch = 9;

    private readonly string _root;
    private readonly Lane _lane;
    private readonly Timer _timer;
    private Dictionary<int, int> _waiting = [];
    private long _restUntil;
    private volatile bool _disposed;

    /// <param name="root">The folder of all attempts.</param>
    /// <param name="lane">The thread.</param>
    public AttemptRemoval(string root, Lane lane)
    {
        (_root, _lane) = (root, lane);
        _timer = new Timer(_ => _lane.Post(RemoveWaiting));
    }

    /// <summary>Deletes the folders of a job. Returns at once.</summary>
    public void Forget(int jobId)
    {
        lock (_lane)
        {
            if (!_waiting.TryAdd(jobId, _waiting.Count) || _waiting.Count > 1)
                return;
        }

        _lane.Post(RemoveWaiting);
    }

    /// <summary>Deletes the folders of all jobs up to a number but some. Returns at once.</summary>
    public void ForgetOthers(IReadOnlySet<int> jobIds, int lastJobId) => _lane.Post(() => Remove(id => id <= lastJobId && !jobIds.Contains(id) ? 0 : null));

    /// <summary>Ends what is being deleted: a host that stops does not wait for a million folders, and the next goes on.</summary>
    public void Dispose()
    {
        lock (_lane)
        {
            _disposed = true;
            _timer.Dispose();
        }
    }

    private void RemoveWaiting()
    {
        var rest = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), _restUntil);
        if (rest > TimeSpan.Zero)
        {
            lock (_lane)
            {
                if (!_disposed)
                    _timer.Change(rest + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
            }

            return;
        }

        Dictionary<int, int> jobs;
        lock (_lane)
            (jobs, _waiting) = (_waiting, []);
        if (jobs.Count > 0)
            Remove(id => jobs.TryGetValue(id, out var place) ? place : null);
    }

    // The place of a job among those whose folders go; null for one whose folders stay.
    private void Remove(Func<int, int?> placeOf)
    {
        var root = Libc.Open(_root, Libc.O_DIRECTORY | Libc.O_CLOEXEC, 0);
        if (root < 0)
            return;
        try
        {
            var start = Stopwatch.GetTimestamp();
            var names = new List<(int Place, byte[] Name)>();
            FolderEntries.ForEach(root, name =>
            {
                if (Utf8Parser.TryParse(name, out int jobId, out var length) && length < name.Length && name[length] == '.' && placeOf(jobId) is { } place)
                    names.Add((place, name.ToArray()));
            });
            var end = Stopwatch.GetTimestamp();
            _restUntil = end + (RestPerSearch * (end - start));
            foreach (var (_, name) in names.OrderBy(found => found.Place))
            {
                if (_disposed)
                    return;
                CrashPoint.Pass(CrashPoint.BeforeRemoval);
                FolderRemoval.Remove(root, name);
            }
        }
        finally
        {
            _ = Libc.Close(root);
        }
    }
}
