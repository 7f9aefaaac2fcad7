using System.Text;
using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>One user cannot take the machine's scheduler from the others: what is too much is refused, and says what is allowed.</summary>
public sealed class LimitTests
{
    public static bool IsPossible => MachineHost.IsPossible;

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task A_user_has_so_many_requests_under_way_and_others_are_not_held_up()
    {
        await using var host = await MachineHost.StartNewAsync("ann", "bob");
        await SetAsync(host, "UserRequestLimit=3");
        var (ann, bob, root) = (host.As(host.User("ann")), host.As(host.User("bob")), host.As(TestUser.Root));
        var job = await ann.SendAsync(new NewJob(new JobProperties()), host.Token);
        var waiting = new List<StreamReader>();
        for (var i = 0; i < 3; i++)
            waiting.Add(await BeginToWaitAsync(host, ann, job.Id));

        var error = await Assert.ThrowsAsync<SchedulerException>(() => ann.ListAsync(new GetJob(), host.Token));
        Assert.Single(await bob.ListAsync(new GetJob(), host.Token));
        for (var i = 0; i < 5; i++)
            waiting.Add(await BeginToWaitAsync(host, root, job.Id));
        await root.SendAsync(new StopJob(job.Id, "", Force: true, Graceful: false, Finish: false), host.Token);
        foreach (var reader in waiting)
        {
            await reader.ReadToEndAsync(host.Token);
            reader.Dispose();
        }

        Assert.Same(SchedulerErrors.TooManyRequests, error.Error);
        Assert.Contains("ann has 3 requests ", error.Message, StringComparison.Ordinal);
        Assert.Single(await ann.ListAsync(new GetJob(), host.Token));
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task A_user_has_so_many_connections_even_if_nothing_is_sent_on_them()
    {
        await using var host = await MachineHost.StartNewAsync("ann", "bob");
        await SetAsync(host, "UserRequestLimit=2");
        var ann = host.User("ann");
        var silent = new List<Stream>();
        for (var i = 0; i < 4; i++)
            silent.Add(await UserClient.ConnectAsync(host.Socket, ann));

        var error = await Assert.ThrowsAsync<SchedulerException>(() => host.As(ann).SendAsync(new GetScheduler(), host.Token));
        for (var i = 0; i < 5; i++)
            silent.Add(await UserClient.ConnectAsync(host.Socket, ann));
        var last = await AnswerAsync(host, silent[^1]);
        await host.As(host.User("bob")).SendAsync(new GetScheduler(), host.Token);
        await host.As(TestUser.Root).SendAsync(new AddMember("ann", UserRoles.Administrator), host.Token);
        await host.As(ann).SendAsync(new GetScheduler(), host.Token);
        foreach (var stream in silent)
            await stream.DisposeAsync();

        Assert.Same(SchedulerErrors.TooManyRequests, error.Error);
        Assert.Empty(last);
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task A_body_may_be_so_large_and_all_bodies_of_a_user_together()
    {
        const int most = 1024 * 1024;
        await using var host = await MachineHost.StartNewAsync("ann", "bob");
        await SetAsync(host, "UserRequestSizeLimit=1");
        var (ann, root) = (host.As(host.User("ann")), host.As(TestUser.Root));
        await using var halfSent = await UserClient.ConnectAsync(host.Socket, host.User("ann"));
        await BeginToSendAsync(host, halfSent, $"Content-Length: {most - 1000}");

        var tooLarge = await Assert.ThrowsAsync<SchedulerException>(() => SendLargeAsync(host, ann, most));
        var together = await Assert.ThrowsAsync<SchedulerException>(() => SendLargeAsync(host, ann, 2000));
        await ann.SendAsync(new NewJob(new JobProperties()), host.Token);
        await SendLargeAsync(host, host.As(host.User("bob")), 2000);
        await SendLargeAsync(host, root, 2 * most);

        Assert.Same(SchedulerErrors.RequestTooLarge, tooLarge.Error);
        Assert.Same(SchedulerErrors.RequestsTooLarge, together.Error);
        Assert.Equal(3, (await root.ListAsync(new GetJob(), host.Token)).Count);
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task A_body_of_unknown_length_ends_where_it_is_too_large()
    {
        await using var host = await MachineHost.StartNewAsync("ann");
        await SetAsync(host, "UserRequestSizeLimit=1");
        await using var chunked = await UserClient.ConnectAsync(host.Socket, host.User("ann"));
        await BeginToSendAsync(host, chunked, "Transfer-Encoding: chunked");

        const int most = 1024 * 1024;
        await chunked.WriteAsync(Encoding.ASCII.GetBytes($"{most:x}\r\n{new string(' ', most)}\r\n1\r\n \r\n"), host.Token);
        var answer = await AnswerAsync(host, chunked);

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"ErrorId\":\"HpcRequestTooLarge\"", answer, StringComparison.Ordinal);
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task Who_sends_nothing_or_not_all_is_not_waited_for()
    {
        await using var host = await MachineHost.StartNewAsync("ann");
        var ann = host.User("ann");
        await using var silent = await UserClient.ConnectAsync(host.Socket, ann);
        await using var headless = await UserClient.ConnectAsync(host.Socket, ann);
        await using var slow = await UserClient.ConnectAsync(host.Socket, ann);
        await headless.WriteAsync("POST /v1/NewJob HTTP/1.1\r\nHost: x\r\n"u8.ToArray(), host.Token);
        await BeginToSendAsync(host, slow, "Content-Length: 1000");

        var answers = await Task.WhenAll(new[] { silent, headless, slow }.Select(stream => AnswerAsync(host, stream)));

        Assert.Empty(answers[0]);
        Assert.StartsWith("HTTP/1.1 408 ", answers[1], StringComparison.Ordinal);
        Assert.Contains("\"ErrorId\":\"HpcRequestTooSlow\"", answers[2], StringComparison.Ordinal);
        Assert.Empty(await host.As(TestUser.Root).ListAsync(new GetJob(), host.Token));
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task A_user_has_so_many_jobs_in_whatever_state_and_again_after_a_restart()
    {
        await using var host = await MachineHost.StartNewAsync("ann", "bob");
        await SetAsync(host, "UserJobLimit=2");
        var (ann, bob, root) = (host.As(host.User("ann")), host.As(host.User("bob")), host.As(TestUser.Root));
        var first = await ann.SendAsync(new NewJob(new JobProperties()), host.Token);
        await ann.SendAsync(new StopJob(first.Id, "", Force: true, Graceful: false, Finish: false), host.Token);
        await ann.SendAsync(new NewJob(new JobProperties()), host.Token);

        var error = await Assert.ThrowsAsync<SchedulerException>(() => ann.SendAsync(new NewJob(new JobProperties()), host.Token));
        await bob.SendAsync(new NewJob(new JobProperties()), host.Token);
        for (var i = 0; i < 3; i++)
            await root.SendAsync(new NewJob(new JobProperties()), host.Token);
        await root.SendAsync(new StopScheduler(Force: true), host.Token);
        await host.RestartedAsync();
        var again = await Assert.ThrowsAsync<SchedulerException>(() => ann.SendAsync(new NewJob(new JobProperties()), host.Token));
        await ann.SendAsync(new RemoveJob(first.Id), host.Token);
        await ann.SendAsync(new NewJob(new JobProperties()), host.Token);

        Assert.Same(SchedulerErrors.TooManyJobs, error.Error);
        Assert.Same(SchedulerErrors.TooManyJobs, again.Error);
        Assert.Contains("ann has 2 jobs", error.Message, StringComparison.Ordinal);
    }

    [Fact(Skip = MachineHost.NeedsRoot, SkipUnless = nameof(IsPossible))]
    public async Task A_user_has_so_many_tasks_and_a_request_adds_all_of_its_or_none()
    {
        await using var host = await MachineHost.StartNewAsync("ann");
        await SetAsync(host, "UserTaskLimit=5");
        var (ann, root) = (host.As(host.User("ann")), host.As(TestUser.Root));
        var job = await ann.SendAsync(new NewJob(new JobProperties(), [Task(), Task()]), host.Token);
        await ann.SendAsync(new AddTask(job.Id, [Task(), Task()]), host.Token);

        var error = await Assert.ThrowsAsync<SchedulerException>(() => ann.SendAsync(new AddTask(job.Id, [Task(), Task()]), host.Token));
        var other = await Assert.ThrowsAsync<SchedulerException>(() => ann.SendAsync(new NewJob(new JobProperties(), CopyOf: job.Id), host.Token));
        await ann.SendAsync(new AddTask(job.Id, [Task()]), host.Token);
        await root.SendAsync(new AddTask(job.Id, [Task()]), host.Token);

        Assert.Same(SchedulerErrors.TooManyTasks, error.Error);
        Assert.Same(SchedulerErrors.TooManyTasks, other.Error);
        Assert.Equal(6, (await root.ListAsync(new GetTask(job.Id, null, null, null), host.Token)).Count);

        static TaskProperties Task() => new() { CommandLine = "true" };
    }

    private static async Task SetAsync(MachineHost host, string property)
    {
        var words = property.Split('=');
        await host.As(TestUser.Root).SendAsync(new SetClusterProperty([new HpcVariable(words[0], words[1])]), host.Token);
    }

    // When the first line is there the request is under way.
    private static async Task<StreamReader> BeginToWaitAsync(MachineHost host, UserClient client, int job)
    {
        var response = await client.PostAsync(nameof(WaitJob), $"{{\"Ids\":[{job}],\"Any\":false}}", host.Token);
        var reader = new StreamReader(await response.Content.ReadAsStreamAsync(host.Token));
        Assert.NotNull(await reader.ReadLineAsync(host.Token));
        return reader;
    }

    // The host asks for the body as soon as it has let the request in.
    private static async Task BeginToSendAsync(MachineHost host, Stream stream, string length)
    {
        const string goOn = "HTTP/1.1 100 Continue\r\n\r\n";
        var head = $"POST /v1/NewJob HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\n{length}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), host.Token);
        var answer = new byte[goOn.Length];
        await stream.ReadExactlyAsync(answer, host.Token);
        Assert.Equal(goOn, Encoding.ASCII.GetString(answer));
    }

    private static async Task<string> AnswerAsync(MachineHost host, Stream stream)
    {
        using var reader = new StreamReader(stream, leaveOpen: true);
        return await reader.ReadToEndAsync(host.Token);
    }

    private static async Task SendLargeAsync(MachineHost host, UserClient client, int padding)
    {
        using var response = await client.PostAsync(nameof(NewJob), "{\"Properties\":{}" + new string(' ', padding) + "}", host.Token);
    }
}
