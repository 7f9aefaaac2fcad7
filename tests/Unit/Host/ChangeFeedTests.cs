using HpcScheduler.Core.Ports;
using HpcScheduler.Host;
using HpcScheduler.Unit.Storage;

namespace HpcScheduler.Unit.Host;

/// <summary>Who follows jobs or nodes learns of every one that changed, and of the end of the following.</summary>
public sealed class ChangeFeedTests
{
    private readonly ChangeFeed _feed = new();

    [Fact]
    public async Task Changes_of_the_jobs_followed_are_told_and_no_others()
    {
        using var follower = _feed.Follow([2, 3]);
        _feed.Publish(Samples.Jobs(1, 2));
        _feed.Publish(new ChangeSet { DeletedJobs = [3, 4] });

        Assert.Equal([2, 3], (await NextAsync(follower, 2)).Order());
    }

    [Fact]
    public async Task Changes_of_the_nodes_followed_wake_at_once_and_those_of_others_do_not()
    {
        using var follower = _feed.Follow([], nodes: ["a", "b"]);
        var next = follower.NextAsync(TestContext.Current.CancellationToken);
        _feed.Publish(new ChangeSet { Nodes = [new("c", 1, null)], DeletedNodes = ["d"] });
        Assert.False(next.IsCompleted);

        _feed.Publish(new ChangeSet { Nodes = [new("A", 1, null)] });
        Assert.Empty(await next.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        next = follower.NextAsync(TestContext.Current.CancellationToken);
        _feed.Publish(new ChangeSet { DeletedNodes = ["b"] });
        Assert.Empty(await next.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Who_is_slow_learns_of_a_job_once()
    {
        using var follower = _feed.Follow([1, 2]);
        for (var round = 0; round < 100; round++)
            _feed.Publish(Samples.Jobs(1, 2));

        Assert.Equal([1, 2], (await NextAsync(follower, 2)).Order());

        _feed.Publish(new ChangeSet { DeletedJobs = [2] });
        Assert.Equal([2], await NextAsync(follower, 1));
    }

    [Fact]
    public async Task Each_follower_learns_for_itself()
    {
        using var one = _feed.Follow([1]);
        using var other = _feed.Follow([1]);
        _feed.Publish(Samples.Jobs(1, 1));

        Assert.Equal([1], await NextAsync(one, 1));
        Assert.Equal([1], await NextAsync(other, 1));
    }

    [Fact]
    public async Task One_who_has_left_is_told_nothing_and_disturbs_nobody()
    {
        using var stays = _feed.Follow([1]);
        _feed.Follow([1]).Dispose();

        _feed.Publish(Samples.Jobs(1, 1));

        Assert.Equal([1], await NextAsync(stays, 1));
    }

    [Fact]
    public async Task The_end_of_the_feed_reaches_who_waits_and_who_comes_later()
    {
        using var follower = _feed.Follow([1]);
        var waiting = NextAsync(follower, 1);
        var reason = new InvalidOperationException("over");

        _feed.Close(reason);

        Assert.Same(reason, await Assert.ThrowsAsync<InvalidOperationException>(() => waiting));
        Assert.Same(reason, Assert.Throws<InvalidOperationException>(() => _feed.Follow([1])));
    }

    [Fact]
    public async Task Waiting_ends_when_the_caller_has_gone()
    {
        using var follower = _feed.Follow([1]);
        using var gone = new CancellationTokenSource();
        var waiting = NextAsync(follower, 1, gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private static async Task<List<int>> NextAsync(ChangeFeed.Follower follower, int count, CancellationToken? cancellation = null)
    {
        var told = new List<int>();
        await foreach (var id in follower.ChangesAsync(cancellation ?? TestContext.Current.CancellationToken))
        {
            told.Add(id);
            if (told.Count == count)
                break;
        }

        return told;
    }
}
