using System.Diagnostics;
using System.Runtime.CompilerServices;
using HpcScheduler.Core.Lifecycle;
using HpcScheduler.Core.Ports;

namespace HpcScheduler.Host;

/// <summary>
/// Tells those who follow jobs what has changed, after it is on disk. A follower that is slow misses steps in between, never the last
/// one: it holds the number of each job that changed since it last looked, and reads the job then. It is told at most ten times a second,
/// which is as fast as a person can see, but of an end at once.
/// </summary>
internal sealed class ChangeFeed
{
    private readonly Lock gate = new();
    private readonly HashSet<Follower> followers = [];
    private Exception? closed;

    /// <summary>
    /// The numbers of the jobs, of those given, that change from now on. Whoever wants the present state reads it after calling this.
    /// </summary>
    /// <param name="jobs">The numbers.</param>
    /// <param name="task">A task or sub-task of one of them whose end is told at once, as that of a job is.</param>
    public Follower Follow(IEnumerable<int> jobs, TaskKey? task = null)
    {
        var follower = new Follower(this, jobs, task);
        lock (gate)
        {
            if (closed is not null)
                throw closed;
            followers.Add(follower);
        }

        return follower;
    }

    /// <summary>Tells of the changes of a turn.</summary>
    public void Publish(ChangeSet changes)
    {
        lock (gate)
        {
            foreach (var follower in followers)
                follower.Tell(changes);
        }
    }

    /// <summary>Ends all following with an error.</summary>
    public void Close(Exception reason)
    {
        lock (gate)
        {
            closed = reason;
            foreach (var follower in followers)
                follower.Fail(reason);
        }
    }

    private void Leave(Follower follower)
    {
        lock (gate)
            followers.Remove(follower);
    }

    /// <summary>One who follows jobs.</summary>
    internal sealed class Follower(ChangeFeed feed, IEnumerable<int> jobs, TaskKey? task) : IDisposable
    {
        private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

        private readonly HashSet<int> jobs = [.. jobs];
        private readonly HashSet<int> changed = [];
        private readonly SemaphoreSlim news = new(0, 1);
        private readonly SemaphoreSlim end = new(0, 1);
        private readonly Lock gate = new();
        private Exception? failure;

        /// <summary>The numbers of jobs that changed, each once per look, until the caller has enough.</summary>
        public async IAsyncEnumerable<int> ChangesAsync([EnumeratorCancellation] CancellationToken cancellation)
        {
            var told = 0L;
            while (true)
            {
                await news.WaitAsync(cancellation).ConfigureAwait(false);
                var early = told == 0 ? TimeSpan.Zero : Pace - Stopwatch.GetElapsedTime(told);
                if (early > TimeSpan.Zero)
                    await end.WaitAsync(early, cancellation).ConfigureAwait(false);
                told = Stopwatch.GetTimestamp();
                List<int> batch;
                lock (gate)
                {
                    if (failure is not null)
                        throw failure;
                    batch = [.. changed];
                    changed.Clear();
                    end.Wait(0, CancellationToken.None);
                }

                foreach (var id in batch)
                    yield return id;
            }
        }

        public void Tell(ChangeSet changes)
        {
            foreach (var job in changes.Jobs)
                Note(job.Id, job.State.IsEnded() || Ends(changes, job.Id));
            foreach (var id in changes.DeletedJobs)
                Note(id, isEnd: true);
        }

        public void Fail(Exception reason)
        {
            lock (gate)
            {
                failure = reason;
                Wake(isEnd: true);
            }
        }

        public void Dispose()
        {
            feed.Leave(this);
            news.Dispose();
            end.Dispose();
        }

        private bool Ends(ChangeSet changes, int job) =>
            task is { } key && key.JobId == job && changes.Tasks.Any(changed => changed.Key == key && changed.State.IsEnded());

        private void Note(int id, bool isEnd)
        {
            if (!jobs.Contains(id))
                return;
            lock (gate)
            {
                changed.Add(id);
                Wake(isEnd);
            }
        }

        private void Wake(bool isEnd)
        {
            if (news.CurrentCount == 0)
                news.Release();
            if (isEnd && end.CurrentCount == 0)
                end.Release();
        }
    }
}
