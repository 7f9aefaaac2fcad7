using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Client;

/// <summary>What a client makes of a host that dies: what was not read is sent again, what may have been carried out is not.</summary>
public sealed class DyingHostTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_request_that_nobody_read_is_sent_again(int unread)
    {
        var requests = 0;
        await using var server = new SocketServer(
            (_, _, stream) =>
            {
                requests++;
                return SocketServer.ReplyAsync(stream, 200, """{"Id":7,"State":"Configuring"}""");
            },
            unread);

        var job = await ClientOf(server.Folder).SendAsync(new NewJob(new() { Name = new string('x', 1_000_000) }), Cancellation);

        Assert.Equal((7, 1, unread + 1), (job.Id, requests, server.Connections));
    }

    [Fact]
    public async Task A_host_that_never_reads_a_request_is_unreachable_and_asked_a_few_times()
    {
        await using var server = new SocketServer((_, _, _) => Task.CompletedTask, unread: int.MaxValue);

        var error = await Assert.ThrowsAsync<SchedulerException>(() => ClientOf(server.Folder).SendAsync(new NewJob(new()), Cancellation));

        Assert.Same(SchedulerErrors.SchedulerUnreachable, error.Error);
        Assert.True(error.Message.Contains("closes the connection before it has read the request", StringComparison.Ordinal), error.ToString());
        Assert.InRange(server.Connections, 2, 10);
    }

    [Fact]
    public async Task A_request_that_was_read_and_not_answered_is_not_sent_again_and_says_so()
    {
        await using var server = new SocketServer((_, _, _) => Task.CompletedTask);

        var error = await Assert.ThrowsAsync<SchedulerException>(() => ClientOf(server.Folder).SendAsync(new SubmitJob(1), Cancellation));

        Assert.Contains("look whether the request was carried out", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"Proc")]
    public async Task A_question_is_asked_again_when_its_host_dies_in_the_middle_of_the_answer(string half)
    {
        var requests = 0;
        await using var server = new SocketServer((_, _, stream) => ++requests < 3
            ? SocketServer.WriteAsync(stream, half)
            : SocketServer.ReplyAsync(stream, 200, """{"ProcessId":5}"""));

        var info = await ClientOf(server.Folder).SendAsync(new GetScheduler(), Cancellation);

        Assert.Equal((5, 3), (info.ProcessId, requests));
    }

    [Fact]
    public async Task Of_a_question_that_is_never_answered_nobody_has_to_look_whether_it_was_carried_out()
    {
        await using var server = new SocketServer((_, _, _) => Task.CompletedTask);

        foreach (var ask in (Func<Task>[])
            [
                () => ClientOf(server.Folder).SendAsync(new GetClusterOverview(), Cancellation),
                () => ClientOf(server.Folder).SendAsync(new ExplainJob(1), Cancellation),
                () => ClientOf(server.Folder).SendAsync(new GetJobTemplateAcl("Default"), Cancellation),
            ])
        {
            var error = await Assert.ThrowsAsync<SchedulerException>(ask);
            Assert.Same(SchedulerErrors.SchedulerUnreachable, error.Error);
            Assert.DoesNotContain("carried out", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_finds_too_many_waiting_to_be_accepted_waits_for_room()
    {
        var folder = Directory.CreateTempSubdirectory("hpc").FullName;
        var socket = Path.Join(folder, "host.sock");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(socket));
        listener.Listen(1);
        var waiting = new List<Socket>();
        try
        {
            do
            {
                waiting.Add(new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false });
            }
            while (Record.Exception(() => waiting[^1].Connect(new UnixDomainSocketEndPoint(socket))) is null);

            var connecting = SocketHttp.ConnectAsync(socket, Cancellation).AsTask();
            Assert.False(connecting.IsCompleted);
            for (var accepted = 0; accepted < waiting.Count; accepted++)
                (await listener.AcceptAsync(Cancellation)).Dispose();

            await (await connecting).DisposeAsync();
        }
        finally
        {
            waiting.ForEach(each => each.Dispose());
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, -1)]
    public async Task The_far_side_says_of_a_request_whether_it_was_read(int unread, int end)
    {
        await using var server = new SocketServer((_, _, _) => Task.CompletedTask, unread);
        var (input, output) = (new Pipe(), new Pipe());
        var far = new FarSide(Uri.EscapeDataString(server.Folder), input.Reader.AsStream(), output.Writer.AsStream()).RunAsync();
        var (near, said) = (input.Writer.AsStream(), output.Reader.AsStream());

        await Frames.WriteAsync(near, "Connect"u8.ToArray(), Cancellation);
        await Frames.WriteAsync(near, Encoding.ASCII.GetBytes("POST /v1/NewJob HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}"), Cancellation);

        await said.ReadExactlyAsync(new byte[FarSide.Greeting.Length + 1], Cancellation);
        Assert.Equal("{}"u8.ToArray(), await Frames.ReadAsync(said, Cancellation));
        Assert.Equal(end, await Frames.ReadLengthAsync(said, Cancellation));
        await Frames.WriteEndAsync(near, Cancellation);
        await near.DisposeAsync();
        await far;
    }

    private static SchedulerClient ClientOf(string folder) => SchedulerClient.For(SchedulerAddress.Resolve(folder, "/"), mayStart: false);
}
