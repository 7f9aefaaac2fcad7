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
    public async Task A_query_that_can_be_told_where_to_go_on_goes_on_there_with_the_next_host()
    {
        var asked = new List<string>();
        await using var server = new SocketServer(async (_, body, stream) =>
        {
            asked.Add(body);
            await SocketServer.StartChunksAsync(stream);
            await SocketServer.ChunkAsync(stream, Piece(asked.Count));
            if (asked.Count == 2)
                await SocketServer.ChunkAsync(stream, """{"Problem":{"ErrorId":"HpcSchedulerStopping"}}""" + "\n");
            if (asked.Count > 1)
                await SocketServer.WriteAsync(stream, "0\r\n\r\n");
        });
        using var following = new Following<TaskOutput>([Output(server)], Cancellation, Behind);

        var texts = new List<string?>();
        while (following.Next(Timeout.InfiniteTimeSpan, out var followed) == Followed.Line)
            texts.Add(followed.Line.Item?.Text);

        Assert.Equal(["piece 1", "piece 2", "piece 3"], texts);
        Assert.DoesNotContain("From", asked[0], StringComparison.Ordinal);
        Assert.Contains("""From":{"Instance":1,"Output":1,""", asked[1], StringComparison.Ordinal);
        Assert.Contains("""From":{"Instance":1,"Output":2,""", asked[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_host_comes_after_one_that_was_stopped_the_error_says_that_it_was()
    {
        SocketServer? stopped = null;
        await using var server = stopped = new SocketServer(async (_, _, stream) =>
        {
            await SocketServer.StartChunksAsync(stream);
            File.Delete(Path.Join(stopped!.Folder, "host.sock"));
            await SocketServer.ChunkAsync(stream, """{"Problem":{"ErrorId":"HpcSchedulerStopping"}}""" + "\n");
            await SocketServer.WriteAsync(stream, "0\r\n\r\n");
        });
        using var following = new Following<TaskOutput>([Output(server)], Cancellation, Behind, patience: TimeSpan.FromMilliseconds(1));

        var error = Assert.Throws<SchedulerException>(() => following.Next(Timeout.InfiniteTimeSpan, out _));

        Assert.Same(SchedulerErrors.SchedulerStopping, error.Error);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Behind_a_piece_that_says_no_place_nothing_is_asked_again()
    {
        await using var server = new SocketServer(async (_, _, stream) =>
        {
            await SocketServer.StartChunksAsync(stream);
            await SocketServer.ChunkAsync(stream, """{"Item":{"Channel":"Output","Text":"old"}}""" + "\n");
        });
        using var following = new Following<TaskOutput>([Output(server)], Cancellation, Behind);

        Assert.Equal(Followed.Line, following.Next(Timeout.InfiniteTimeSpan, out _));
        var error = Assert.Throws<SchedulerException>(() => following.Next(Timeout.InfiniteTimeSpan, out _));

        Assert.Same(SchedulerErrors.SchedulerUnreachable, error.Error);
        Assert.Equal(1, server.Connections);
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

    private static string Piece(int number) =>
        $$$$"""{"Item":{"Channel":"Output","Text":"piece {{{{number}}}}","Next":{"Instance":1,"Output":{{{{number}}}},"Error":0}}}""" + "\n";

    private static ReceiveTask? Behind(ISchedulerQuery<TaskOutput> before, TaskOutput piece) =>
        piece.Next is { } next ? (ReceiveTask)before with { From = next } : null;

    private static (SchedulerClient Client, ISchedulerQuery<TaskOutput> Query) Output(SocketServer server) =>
        (SchedulerClient.For(SchedulerAddress.Resolve(server.Folder, "/"), mayStart: false), new ReceiveTask(1, 1, 0, Wait: true));

    private static SocketServer Server(int id, Task? when = null) => new(async (_, _, stream) =>
    {
        await (when ?? Task.CompletedTask);
        await SocketServer.ReplyAsync(stream, 200, $$$"""{"Item":{"Id":{{{id}}}}}""" + "\n");
    });

    private static (SchedulerClient Client, ISchedulerQuery<HpcJob> Query) Query(SocketServer server) =>
        (SchedulerClient.For(SchedulerAddress.Resolve(server.Folder, "/"), mayStart: false), new WaitJob([1], false));
}
