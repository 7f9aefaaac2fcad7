using System.Text.Json;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Unit.Client;

public sealed class SchedulerClientTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_is_posted_under_its_name_and_its_reply_is_read()
    {
        string? path = null, body = null;
        await using var server = new SocketServer((requestPath, requestBody, stream) =>
        {
            (path, body) = (requestPath, requestBody);
            return SocketServer.ReplyAsync(stream, 200, """{"Id":7,"Name":"grüße","State":"Configuring"}""");
        });

        var job = await ClientOf(server).SendAsync(new NewJob(new() { Name = "grüße" }), Cancellation);

        Assert.Equal("/v1/NewJob", path);
        Assert.Equal("grüße", JsonSerializer.Deserialize(body!, ProtocolJson.Default.NewJob)!.Properties.Name);
        Assert.Equal((7, "grüße", JobState.Configuring), (job.Id, job.Name, job.State));
    }

    [Fact]
    public async Task A_problem_becomes_the_exception_it_stands_for()
    {
        var problem = Problem.From(new SchedulerException(SchedulerErrors.JobNotFound, 5, 5));
        await using var server = new SocketServer((_, _, stream) =>
            SocketServer.ReplyAsync(stream, 404, JsonSerializer.Serialize(problem, ProtocolJson.Default.Problem)));

        var error = await Assert.ThrowsAsync<SchedulerException>(() => ClientOf(server).SendAsync(new SubmitJob(5), Cancellation));

        Assert.Same(SchedulerErrors.JobNotFound, error.Error);
        Assert.Equal(("5", problem.Detail), ((string?)error.Target, error.Message));
    }

    [Theory]
    [InlineData(404, "")]
    [InlineData(500, "<html>")]
    [InlineData(200, "{")]
    [InlineData(200, "null")]
    public async Task An_answer_of_another_kind_is_an_error_that_names_the_scheduler(int status, string body)
    {
        await using var server = new SocketServer((_, _, stream) => SocketServer.ReplyAsync(stream, status, body));

        var error = await Assert.ThrowsAsync<SchedulerException>(() => ClientOf(server).SendAsync(new SubmitJob(5), Cancellation));

        Assert.Same(SchedulerErrors.ReplyNotUnderstood, error.Error);
        Assert.Contains(server.Folder, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_is_handed_on_before_the_next_one_is_sent()
    {
        var seen = new TaskCompletionSource();
        await using var server = new SocketServer(async (_, _, stream) =>
        {
            await SocketServer.StartChunksAsync(stream);
            await SocketServer.ChunkAsync(stream, """{"Item":{"Id":1}}""" + "\n{\"Item\":");
            await seen.Task;
            await SocketServer.ChunkAsync(stream, "{\"Id\":2}}\n");
            await SocketServer.ChunkAsync(stream, """{"Problem":{"ErrorId":"HpcJobNotFound","detail":"none"}}""" + "\n");
            await SocketServer.WriteAsync(stream, "0\r\n\r\n");
        });

        var found = new List<string>();
        await foreach (var line in ClientOf(server).QueryAsync(new GetJob(), Cancellation))
        {
            found.Add(line.Item?.ToString() ?? line.Problem!.ErrorId);
            seen.TrySetResult();
        }

        Assert.Equal(["1", "2", "HpcJobNotFound"], found);
    }

    [Fact]
    public async Task A_line_may_be_longer_than_the_buffer()
    {
        var name = new string('x', 100_000);
        await using var server = new SocketServer((_, _, stream) =>
        {
            var line = $$$"""{"Item":{"Id":1,"Name":"{{{name}}}"}}""" + "\n";
            return SocketServer.ReplyAsync(stream, 200, line + line);
        });

        var names = new List<string>();
        await foreach (var line in ClientOf(server).QueryAsync(new GetJob(), Cancellation))
            names.Add(line.Item!.Name);

        Assert.Equal([name, name], names);
    }

    [Fact]
    public async Task Cancelation_ends_a_query_that_waits()
    {
        using var canceling = new CancellationTokenSource();
        var closed = new TaskCompletionSource();
        await using var server = new SocketServer(async (_, _, stream) =>
        {
            await SocketServer.StartChunksAsync(stream);
            await SocketServer.ChunkAsync(stream, """{"Item":{"Id":1}}""" + "\n");
            Assert.Equal(0, await stream.ReadAsync(new byte[1]));
            closed.SetResult();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in ClientOf(server).QueryAsync(new WaitJob([1], false), canceling.Token))
                await canceling.CancelAsync();
        });

        await closed.Task.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task A_connection_closed_before_the_answer_is_an_error_and_nothing_is_sent_twice()
    {
        var requests = 0;
        await using var server = new SocketServer((_, _, _) =>
        {
            requests++;
            return Task.CompletedTask;
        });

        var error = await Assert.ThrowsAsync<SchedulerException>(() => ClientOf(server).SendAsync(new NewJob(new()), Cancellation));

        Assert.Same(SchedulerErrors.SchedulerUnreachable, error.Error);
        Assert.Equal(1, requests);
    }

    [Fact]
    public async Task A_query_is_asked_once_more_when_its_host_dies_before_the_answer()
    {
        var requests = 0;
        await using var server = new SocketServer((_, _, stream) => ++requests == 1
            ? Task.CompletedTask
            : SocketServer.ReplyAsync(stream, 200, """{"Item":{"Id":1}}""" + "\n"));

        await foreach (var line in ClientOf(server).QueryAsync(new GetJob(), Cancellation))
            Assert.Equal(1, line.Item!.Id);

        Assert.Equal(2, requests);
    }

    [Theory]
    [InlineData("5\r\n{\"Ite")]
    [InlineData("12\r\n{\"Item\":{\"Id\":1}}\n\r\n")]
    [InlineData("6\r\n{\"Item\r\n0\r\n\r\n")]
    public async Task A_query_cut_short_is_an_error(string rest)
    {
        await using var server = new SocketServer(async (_, _, stream) =>
        {
            await SocketServer.StartChunksAsync(stream);
            await SocketServer.WriteAsync(stream, rest);
        });

        var error = await Assert.ThrowsAsync<SchedulerException>(async () =>
        {
            await foreach (var line in ClientOf(server).QueryAsync(new GetJob(), Cancellation))
                Assert.Equal(1, line.Item!.Id);
        });

        Assert.Same(SchedulerErrors.SchedulerUnreachable, error.Error);
    }

    [Fact]
    public async Task Without_a_host_and_without_leave_to_start_one_the_scheduler_does_not_run()
    {
        var folder = Directory.CreateTempSubdirectory("hpc").FullName;
        foreach (var missing in new[] { folder, folder + "/none" })
        {
            var client = SchedulerClient.For(SchedulerAddress.Resolve(missing, "/"), mayStart: false);
            var error = await Assert.ThrowsAsync<SchedulerException>(() => client.SendAsync(new GetScheduler(), Cancellation));
            Assert.Same(SchedulerErrors.SchedulerNotRunning, error.Error);
        }

        Directory.Delete(folder);
    }

    [Fact]
    public async Task Of_several_schedulers_the_first_that_answers_is_taken()
    {
        await using var server = new SocketServer((_, _, _) => Task.CompletedTask);
        var silent = SchedulerAddress.Resolve(server.Folder + "/silent", "/");
        var answering = SchedulerAddress.Resolve(server.Folder, "/");

        var found = await SchedulerClient.ForFirstAnsweringAsync([silent, answering], Cancellation);
        var none = await SchedulerClient.ForFirstAnsweringAsync([silent, silent], Cancellation);

        Assert.Equal(answering, found.Address);
        Assert.Equal(silent, none.Address);
    }

    private static SchedulerClient ClientOf(SocketServer server) =>
        SchedulerClient.For(SchedulerAddress.Resolve(server.Folder, "/"), mayStart: false);
}
