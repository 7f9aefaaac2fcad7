using System.Diagnostics;
using System.Runtime.CompilerServices;
using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Ports;

namespace HpcScheduler.Host;

/// <summary>
/// Tells those who follow jobs or nodes what has changed, after it is on disk. A follower that is slow misses steps in between, never the last
/// one: it holds the number of each job that changed since it last looked, and reads the job then. It is told at most ten times a second,
/// which is as fast as a person can see, but of an end at once.
/// </summary>
internal sealed class ChangeFeed
{
    private readonly Lock _gate = new();
    private readonly HashSet<Follower> _followers = [];
    private Exception? _closed;

    /// <summary>
    /// The numbers of the jobs, of those given, that change from now on. Whoever wants the present state reads it after calling this.
    /// </summary>
    /// <param name="jobs">The numbers.</param>
    /// <param name="tasks">Tasks or sub-tasks of them whose ends are told at once, as those of jobs are.</param>
    /// <param name="nodes">Names of nodes whose changes are told at once.</param>
    public Follower Follow(IEnumerable<int> jobs, IEnumerable<TaskKey>? tasks = null, IEnumerable<string>? nodes = null)
    {
        var follower = new Follower(this, jobs, tasks ?? [], nodes ?? []);
        lock (_gate)
        {
            if (_closed is not null)
                throw _closed;
            _followers.Add(follower);
        }

        return follower;
    }

    /// <summary>Tells of the changes of a turn.</summary>
    public void Publish(ChangeSet changes)
    {
        lock (_gate)
        {
            foreach (var follower in _followers)
                follower.Tell(changes);
        }
    }

    /// <summary>Ends all following with an error.</summary>
    public void Close(Exception reason)
    {
        lock (_gate)
        {
            _closed = reason;
            foreach (var follower in _followers)
                follower.Fail(reason);
        }
    }

    private void Leave(Follower follower)
    {
        lock (_gate)
            _followers.Remove(follower);
    }

    /// <summary>One who follows jobs.</summary>
    internal sealed class Follower(ChangeFeed feed, IEnumerable<int> jobs, IEnumerable<TaskKey> tasks, IEnumerable<string> nodes) : IDisposable
    {
        private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

        private readonly HashSet<int> _jobs = [.. jobs];
        private readonly HashSet<TaskKey> _tasks = [.. tasks];
        private readonly HashSet<string> _nodes = new(nodes, StringComparer.OrdinalIgnoreCase);
        private readonly HashSet<int> _changed = [];
        private readonly SemaphoreSlim _news = new(0, 1);
        private readonly SemaphoreSlim _end = new(0, 1);
        private readonly Lock _gate = new();
        private Exception? _failure;
        private long _told;

        /// <summary>The numbers of jobs that changed, each once per look, until the caller has enough.</summary>
        public async IAsyncEnumerable<int> ChangesAsync([EnumeratorCancellation] CancellationToken cancellation)
        {
            while (true)
            {
                foreach (var id in await NextAsync(cancellation).ConfigureAwait(false))
                    yield return id;
            }
        }

        /// <summary>Waits for the next changes, and returns the numbers of the jobs that changed; none when only nodes did.</summary>
        public async Task<IReadOnlyList<int>> NextAsync(CancellationToken cancellation)
        {
            await _news.WaitAsync(cancellation).ConfigureAwait(false);
            var early = _told == 0 ? TimeSpan.Zero : Pace - Stopwatch.GetElapsedTime(_told);
            if (early > TimeSpan.Zero)
                await _end.WaitAsync(early, cancellation).ConfigureAwait(false);
            _told = Stopwatch.GetTimestamp();
            lock (_gate)
            {
                if (_failure is not null)
                    throw _failure;
                List<int> batch = [.. _changed];
                _changed.Clear();
                _end.Wait(0, CancellationToken.None);
                return batch;
            }
        }

        public void Tell(ChangeSet changes)
        {
            foreach (var job in changes.Jobs)
                Note(job.Id, job.State.IsEnded() || Ends(changes, job.Id));
            foreach (var id in changes.DeletedJobs)
                Note(id, isEnd: true);
            if (_nodes.Count > 0 && (changes.Nodes.Any(node => _nodes.Contains(node.Name)) || changes.DeletedNodes.Any(_nodes.Contains)))
            {
                lock (_gate)
                    Wake(isEnd: true);
            }
        }

        public void Fail(Exception reason)
        {
            lock (_gate)
            {
                _failure = reason;
                Wake(isEnd: true);
            }
        }

        public void Dispose()
        {
            feed.Leave(this);
            _news.Dispose();
            _end.Dispose();
        }

        private bool Ends(ChangeSet changes, int job) =>
            _tasks.Count > 0 && changes.Tasks.Any(changed => changed.Key.JobId == job && changed.State.IsEnded() && _tasks.Contains(changed.Key));

        private void Note(int id, bool isEnd)
        {
            if (!_jobs.Contains(id))
                return;
            lock (_gate)
            {
                _changed.Add(id);
                Wake(isEnd);
            }
        }

        private void Wake(bool isEnd)
        {
            if (_news.CurrentCount == 0)
                _news.Release();
            if (isEnd && _end.CurrentCount == 0)
                _end.Release();
        }
    }
}
