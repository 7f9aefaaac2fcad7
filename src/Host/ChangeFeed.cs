using System.Runtime.CompilerServices;
using HpcScheduler.Core.Ports;

namespace HpcScheduler.Host;

/// <summary>
/// Tells those who follow jobs what has changed, after it is on disk. A follower that is slow misses steps in between, never the last
/// one: it holds the number of each job that changed since it last looked, and reads the job then.
/// </summary>
internal sealed class ChangeFeed
{
    private readonly Lock gate = new();
    private readonly HashSet<Follower> followers = [];
    private Exception? closed;

    /// <summary>
    /// The numbers of the jobs, of those given, that change from now on. Whoever wants the present state reads it after calling this.
    /// </summary>
    public Follower Follow(IEnumerable<int> jobs)
    {
        var follower = new Follower(this, jobs);
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
    internal sealed class Follower(ChangeFeed feed, IEnumerable<int> jobs) : IDisposable
    {
        private readonly HashSet<int> jobs = [.. jobs];
        private readonly HashSet<int> changed = [];
        private readonly SemaphoreSlim news = new(0, 1);
        private readonly Lock gate = new();
        private Exception? failure;

        /// <summary>The numbers of jobs that changed, each once per look, until the caller has enough.</summary>
        public async IAsyncEnumerable<int> ChangesAsync([EnumeratorCancellation] CancellationToken cancellation)
        {
            while (true)
            {
                await news.WaitAsync(cancellation).ConfigureAwait(false);
                List<int> batch;
                lock (gate)
                {
                    if (failure is not null)
                        throw failure;
                    batch = [.. changed];
                    changed.Clear();
                }

                foreach (var id in batch)
                    yield return id;
            }
        }

        public void Tell(ChangeSet changes)
        {
            foreach (var job in changes.Jobs)
                Note(job.Id);
            foreach (var id in changes.DeletedJobs)
                Note(id);
        }

        public void Fail(Exception reason)
        {
            lock (gate)
            {
                failure = reason;
                Wake();
            }
        }

        public void Dispose()
        {
            feed.Leave(this);
            news.Dispose();
        }

        private void Note(int id)
        {
            if (!jobs.Contains(id))
                return;
            lock (gate)
            {
                changed.Add(id);
                Wake();
            }
        }

        private void Wake()
        {
            if (news.CurrentCount == 0)
                news.Release();
        }
    }
}
