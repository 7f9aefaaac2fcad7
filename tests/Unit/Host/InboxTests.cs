using HpcScheduler.Core.Ports;
using HpcScheduler.Host;

namespace HpcScheduler.Unit.Host;

/// <summary>The queue of the loop.</summary>
public sealed class InboxTests
{
    private readonly Inbox _inbox = new();

    [Fact]
    public void Everything_that_waits_is_taken_at_once_in_order()
    {
        var inputs = Enumerable.Range(0, 3).Select(_ => new Input.Stop()).ToList();
        inputs.ForEach(input => Assert.True(_inbox.TryAdd(input)));

        var taken = _inbox.Take(null);

        Assert.Equal(3, taken.Count);
        Assert.All(taken, (input, index) => Assert.Same(inputs[index], input));
        Assert.Empty(_inbox.Take(DateTimeOffset.UtcNow));
    }

    [Fact]
    public void Taking_waits_for_something_to_come()
    {
        using var taking = new ManualResetEventSlim();
        IReadOnlyList<Input> taken = [];
        var taker = new Thread(() =>
        {
            taking.Set();
            taken = _inbox.Take(null);
        });
        taker.Start();
        taking.Wait(TestContext.Current.CancellationToken);

        _inbox.TryAdd(new Input.Stop());
        taker.Join();

        Assert.Single(taken);
    }

    [Fact]
    public void What_may_wait_is_taken_with_what_comes_next_and_in_order()
    {
        var (started, stop) = (Started(), new Input.Stop());
        _inbox.TryAdd(started);
        _inbox.TryAdd(stop);

        Assert.Equal([started, stop], _inbox.Take(null));
    }

    [Fact]
    public void What_may_wait_is_taken_after_a_moment_if_nothing_else_comes()
    {
        _inbox.TryAdd(Started());
        Assert.Single(_inbox.Take(null));

        _inbox.TryAdd(Started());
        Assert.Single(_inbox.Take(DateTimeOffset.MaxValue));

        _inbox.TryAdd(Started());
        Assert.Single(_inbox.Take(DateTimeOffset.UtcNow.AddMilliseconds(5)));
    }

    [Fact]
    public void Taking_returns_with_nothing_when_the_time_is_reached_and_not_before()
    {
        var until = DateTimeOffset.UtcNow.AddMilliseconds(20);

        Assert.Empty(_inbox.Take(until));
        Assert.True(DateTimeOffset.UtcNow >= until);
    }

    [Fact]
    public void A_time_that_is_past_takes_what_is_there_without_waiting()
    {
        _inbox.TryAdd(new Input.Stop());

        Assert.Single(_inbox.Take(DateTimeOffset.MinValue));
        Assert.Empty(_inbox.Take(DateTimeOffset.MinValue));
    }

    [Fact]
    public void A_time_years_ahead_is_no_fault()
    {
        _inbox.TryAdd(new Input.Stop());

        Assert.Single(_inbox.Take(DateTimeOffset.MaxValue));
    }

    [Fact]
    public void Closed_it_hands_back_what_waited_and_takes_no_more()
    {
        var waiting = new Input.Stop();
        _inbox.TryAdd(waiting);

        Assert.Same(waiting, Assert.Single(_inbox.Close()));
        Assert.False(_inbox.TryAdd(new Input.Stop()));
        Assert.Empty(_inbox.Close());
    }

    private static Input.Started Started() => new(new AttemptKey(new TaskKey(1, 1), 1), DateTimeOffset.UtcNow);
}
