using System.Diagnostics;
using HpcScheduler.Protocol;

namespace HpcScheduler.Load;

/// <summary>What users ask of any host, one request after the other, so that two hosts can be compared.</summary>
internal sealed class StandardRequests(LoadHost host)
{
    private readonly Dictionary<string, TimeSpan> _hostTime = new(StringComparer.Ordinal);

    /// <summary>How long the requests took.</summary>
    public Latencies Times { get; } = new();

    /// <summary>Sends each kind of request so many times, of jobs of their own, which are gone in the end.</summary>
    public async Task RunAsync(int times)
    {
        var ids = new Queue<int>();
        TaskProperties[] tasks = [new() { CommandLine = "/bin/true" }, new() { CommandLine = "/bin/true" }];
        var held = new JobProperties { Name = "standard", HoldUntil = DateTime.Now.AddDays(1) };
        await EachAsync("New-HpcJob", async () => ids.Enqueue((await host.SendAsync(new NewJob(held, tasks))).Id));
        await EachJobAsync("Add-HpcTask", id => host.SendAsync(new AddTask(id, tasks)));
        await EachJobAsync("Submit-HpcJob", id => host.SendAsync(new SubmitJob(id)));
        await EachJobAsync("Get-HpcJob", id => host.QueryAsync(new GetJob { Ids = [id] }));
        await EachAsync("Get-HpcJob -State Queued", () => host.QueryAsync(new GetJob { State = JobState.Queued }));
        await EachJobAsync("Get-HpcTask", id => host.QueryAsync(new GetTask(id, null, null, null)));
        await EachAsync("Get-HpcClusterOverview", () => host.SendAsync(new GetClusterOverview()));
        await EachAsync("Get-HpcScheduler", () => host.SendAsync(new GetScheduler()));
        await EachJobAsync("Stop-HpcJob", id => host.SendAsync(new StopJob(id, "", Force: false, Graceful: false, Finish: false)));
        await EachJobAsync("Wait-HpcJob", id => host.WaitAsync(id));
        await EachJobAsync("Remove-HpcJob", id => host.SendAsync(new RemoveJob(id)));

        Task EachAsync(string kind, Func<Task> send) => MeasureAsync(kind, times, send);

        Task OneAsync(Func<int, Task> send)
        {
            ids.Enqueue(ids.Dequeue());
            return send(ids.Peek());
        }

        Task EachJobAsync(string kind, Func<int, Task> send) => MeasureAsync(kind, times, () => OneAsync(send));
    }

    /// <summary>Processor time of the host for each request of a kind, in milliseconds, what else it did meanwhile counted in.</summary>
    public double HostTime(string kind) => _hostTime[kind].TotalMilliseconds;

    /// <summary>Sends one kind of request so many times.</summary>
    public async Task MeasureAsync(string kind, int times, Func<Task> send)
    {
        var used = host.Use.ProcessorTime();
        for (var time = 0; time < times; time++)
        {
            var start = Stopwatch.GetTimestamp();
            await send();
            Times.Add(kind, Stopwatch.GetElapsedTime(start));
        }

        _hostTime[kind] = (host.Use.ProcessorTime() - used) / times;
    }
}
