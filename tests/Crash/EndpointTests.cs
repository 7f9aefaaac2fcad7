using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>What a host makes of callers who are not our cmdlets, or leave without a word.</summary>
public sealed class EndpointTests
{
    public static TheoryData<string> Garbage =>
    [
        RawConnection.Post("NewJob", "{"),
        RawConnection.Post("NewJob", "[]"),
        RawConnection.Post("NewJob", "null"),
        RawConnection.Post("NewJob", "{\"Properties\":null}"),
        RawConnection.Post("NewJob", "{}"),
        RawConnection.Post("AddTask", "{}"),
        RawConnection.Post("AddTask", "{\"JobId\":1,\"Tasks\":[null]}"),
        RawConnection.Post("SetJob", "{\"Id\":1}"),
        RawConnection.Post("SetClusterProperty", "{}"),
        RawConnection.Post("SetClusterProperty", "{\"Values\":[null]}"),
        RawConnection.Post("WaitJob", "{}"),
        RawConnection.Post("StopJob", "{\"Id\":\"one\"}"),
        RawConnection.Post("StopJob", ""),
        RawConnection.Post("NoSuchVerb", "{}"),
        "POST /v1/GetJob HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /v1/GetJob HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
        $"POST /v1/NewJob HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {300L * 1024 * 1024}\r\n\r\n",
    ];

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task A_request_that_makes_no_sense_is_refused_with_problem_details(string request)
    {
        await using var host = await TestHost.StartNewAsync();
        await host.Client.SendAsync(new NewJob(new JobProperties()), host.Token);
        using var connection = await RawConnection.OpenAsync(host);

        await connection.SendAsync(request);
        var answer = await connection.ReadAsync();

        Assert.StartsWith("HTTP/1.1 4", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
        Assert.Contains("\"ErrorId\":\"Hpc", answer, StringComparison.Ordinal);
        Assert.Single(await host.JobsAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0\0")]
    [InlineData("POST /v1/NewJob HT")]
    [InlineData("POST /v1/NewJob HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n{\"Properties\":{\"Name\":\"cut")]
    [InlineData("POST /v1/WaitJob HTTP/1.1\r\nHost: x\r\nContent-Length: 25\r\n\r\n{\"Ids\":[1],\"Any\":false}  ")]
    public async Task A_caller_who_leaves_in_the_middle_does_no_harm(string request)
    {
        await using var host = await TestHost.StartNewAsync();
        await host.Client.SendAsync(new NewJob(new JobProperties()), host.Token);
        for (var round = 0; round < 20; round++)
        {
            using var connection = await RawConnection.OpenAsync(host);
            await connection.SendAsync(request);
        }

        Assert.Single(await host.JobsAsync());
    }

    [Fact]
    public async Task Any_program_that_speaks_http_can_ask_more_than_once_on_a_connection()
    {
        await using var host = await TestHost.StartNewAsync();
        using var connection = await RawConnection.OpenAsync(host);

        for (var round = 0; round < 3; round++)
        {
            await connection.SendAsync("POST /v1/GetScheduler HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}");
            var answer = await connection.ReadUntilAsync("\"RunningTaskCount\":0}");

            Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
            Assert.Contains($"\"ProcessId\":{host.ProcessId},", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Callers_who_stop_waiting_leave_nothing_behind_in_the_host()
    {
        const int rounds = 20;
        const int callers = 25;
        await using var host = await TestHost.StartNewAsync();
        var job = await host.Client.SendAsync(new NewJob(new JobProperties()), host.Token);
        var before = Count("fd");
        for (var round = 0; round < rounds; round++)
        {
            var connections = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => RawConnection.OpenAsync(host)));
            foreach (var connection in connections)
            {
                await connection.SendAsync(RawConnection.Post("WaitJob", $"{{\"Ids\":[{job.Id}],\"Any\":false}}"));
                await connection.ReadUntilAsync("Configuring");
                connection.Dispose();
            }

            await host.JobsAsync();
        }

        // Those of the last rounds may still be on their way out.
        Assert.InRange(Count("fd"), 0, before + (2 * callers));
        Assert.InRange(Count("task"), 0, 60);

        int Count(string what) => Directory.GetFileSystemEntries($"/proc/{host.ProcessId}/{what}").Length;
    }

    [Fact]
    public async Task Who_waits_while_the_host_stops_is_told()
    {
        await using var host = await TestHost.StartNewAsync();
        var job = await host.Client.SendAsync(new NewJob(new JobProperties()), host.Token);
        var lines = host.Client.QueryAsync(new WaitJob([job.Id], Any: false), host.Token).GetAsyncEnumerator(host.Token);
        Assert.True(await lines.MoveNextAsync());

        await HostStopper.StopAsync(host.Address, force: false, host.Token);

        Assert.True(await lines.MoveNextAsync());
        Assert.Equal(SchedulerErrors.SchedulerStopping.Id, lines.Current.Problem?.ErrorId);
        Assert.False(await lines.MoveNextAsync());
        await lines.DisposeAsync();
    }

    [Fact]
    public async Task A_caller_who_says_nothing_does_not_keep_the_host_from_stopping()
    {
        await using var host = await TestHost.StartNewAsync();
        using var connection = await RawConnection.OpenAsync(host);

        Assert.True(await HostStopper.StopAsync(host.Address, force: false, host.Token));
    }
}
