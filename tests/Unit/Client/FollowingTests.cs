using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Client;

public sealed class FollowingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_schedulers_are_followed_at_once_and_each_line_tells_whose_it_is()
    {
        await using var one = Server(1);
        await using var two = Server(2);
        using var following = new Following<HpcJob>([Query(one), Query(two)], Cancellation);

        var found = new Dictionary<SchedulerAddress, int>();
        while (following.Next(Timeout.InfiniteTimeSpan, out var followed) == Followed.Line)
            found.Add(followed.Client.Address, followed.Line.Item!.Id);

        Assert.Equal((1, 2), (found[Query(one).Client.Address], found[Query(two).Client.Address]));
    }

    [Fact]
    public async Task The_time_may_be_over_and_the_line_still_come_later()
    {
        var send = new TaskCompletionSource();
        await using var server = Server(1, send.Task);
        using var following = new Following<HpcJob>([Query(server)], Cancellation);

        Assert.Equal(Followed.TimeOver, following.Next(TimeSpan.Zero, out _));
        Assert.Equal(Followed.TimeOver, following.Next(TimeSpan.Zero, out _));
        send.SetResult();
        Assert.Equal(Followed.Line, following.Next(Timeout.InfiniteTimeSpan, out _));
        Assert.Equal(Followed.End, following.Next(Timeout.InfiniteTimeSpan, out _));
        Assert.Equal(Followed.End, following.Next(Timeout.InfiniteTimeSpan, out _));
    }

    [Fact]
    public async Task Lines_that_come_after_the_time_was_over_are_not_taken_for_the_end()
    {
        const int Count = 50;
        using var next = new SemaphoreSlim(0);
        await using var server = new SocketServer(async (_, _, stream) =>
        {
            await SocketServer.StartChunksAsync(stream);
            for (var i = 0; i < Count; i++)
            {
                await next.WaitAsync(Cancellation);
                await SocketServer.ChunkAsync(stream, """{"Item":{"Id":1}}""" + "\n");
            }

            await SocketServer.WriteAsync(stream, "0\r\n\r\n");
        });
        using var following = new Following<HpcJob>([Query(server)], Cancellation);

        var found = Followed.Line;
        for (var i = 0; i < Count && found == Followed.Line; i++)
        {
            found = following.Next(TimeSpan.Zero, out _);
            next.Release();
            while (found == Followed.TimeOver && (found = following.Next(TimeSpan.Zero, out _)) == Followed.TimeOver)
                await Task.Yield();
        }

        next.Release(Count);
        Assert.Equal(Followed.Line, found);
        Assert.Equal(Followed.End, following.Next(Timeout.InfiniteTimeSpan, out _));
    }

    [Fact]
    public async Task The_error_of_a_scheduler_reaches_the_reader()
    {
        await using var server = new SocketServer((_, _, stream) =>
            SocketServer.ReplyAsync(stream, 403, """{"ErrorId":"HpcPermissionDenied"}"""));
        using var following = new Following<HpcJob>([Query(server)], Cancellation);

        var error = Assert.Throws<SchedulerException>(() => following.Next(Timeout.InfiniteTimeSpan, out _));

        Assert.Same(SchedulerErrors.PermissionDenied, error.Error);
    }

    [Theory]
    [InlineData(1, 3, Followed.End)]
    [InlineData(3, 7, Followed.End)]
    [InlineData(4, 8, null)]
    public async Task A_host_that_dies_is_followed_again_but_not_for_ever(int deaths, int lineCount, Followed? end)
    {
        var requests = 0;
        await using var server = new SocketServer(async (_, _, stream) =>
        {
            await SocketServer.StartChunksAsync(stream);
            await SocketServer.ChunkAsync(stream, """{"Item":{"Id":1}}""" + "\n");
            if (++requests <= deaths)
                await SocketServer.ChunkAsync(stream, """{"Item":{"Id":2}}""" + "\n");
            else
                await SocketServer.WriteAsync(stream, "0\r\n\r\n");
        });
        using var following = new Following<HpcJob>([Query(server)], Cancellation);

        for (var i = 0; i < lineCount; i++)
            Assert.Equal(Followed.Line, following.Next(Timeout.InfiniteTimeSpan, out _));

        if (end is { } expected)
            Assert.Equal(expected, following.Next(Timeout.InfiniteTimeSpan, out _));
        else
            Assert.Throws<SchedulerException>(() => following.Next(Timeout.InfiniteTimeSpan, out _));
    }

    [Fact]
    public async Task Cancelation_wakes_the_reader()
    {
        using var canceling = new CancellationTokenSource();
        var asked = new TaskCompletionSource();
        var never = new TaskCompletionSource();
        await using var server = new SocketServer((_, _, _) =>
        {
            asked.SetResult();
            return never.Task;
        });
        using var following = new Following<HpcJob>([Query(server)], canceling.Token);
        var reading = Task.Run(() => following.Next(Timeout.InfiniteTimeSpan, out _), Cancellation);
        await asked.Task;

        await canceling.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        never.SetResult();
    }

    private static SocketServer Server(int id, Task? when = null) => new(async (_, _, stream) =>
    {
        await (when ?? Task.CompletedTask);
        await SocketServer.ReplyAsync(stream, 200, $$$"""{"Item":{"Id":{{{id}}}}}""" + "\n");
    });

    private static (SchedulerClient Client, ISchedulerQuery<HpcJob> Query) Query(SocketServer server) =>
        (SchedulerClient.For(SchedulerAddress.Resolve(server.Folder, "/"), mayStart: false), new WaitJob([1], false));
}
