using System.Collections.Concurrent;
using HpcScheduler.Protocol;

namespace HpcScheduler.Load;

/// <summary>
/// What an administrator's script does all day: makes jobs, adds tasks, submits, looks, cancels, queues again, waits, removes. Each request is
/// sent when its turn comes, and none before the one before it is answered.
/// </summary>
internal sealed class Script(LoadHost host, Acknowledged acknowledged, int client)
{
    /// <summary>How the names of all clients' jobs begin.</summary>
    public const string Prefix = "client-";

    /// <summary>The kind of requests that cancel.</summary>
    public const string Cancel = "Stop-HpcJob";

    private const int Highest = 4000;
    private const int Lowest = 0;

    // More would only grow in the host's memory, which is what is looked at.
    private const int KeptNew = 3;

    private const int SubTasks = 10;

    private static readonly TaskProperties[] OneTask = [new() { CommandLine = "/bin/true" }];
    private readonly Queue<Own> _new = new();
    private readonly ConcurrentBag<Task> _followed = [];
    private Own? _sleeping;

    /// <summary>Cancels the job that would hold a core for long, if there is one, and waits for the ends of all that run to their ends.</summary>
    public async Task EndAsync()
    {
        if (_sleeping is { } sleeping)
            await Stop(sleeping, "the end", force: true).SendAsync();
        await Task.WhenAll(_followed);
    }

    /// <summary>The requests without end, each with the cmdlet that sends it.</summary>
    public IEnumerable<(string Kind, Func<Task> SendAsync)> Requests()
    {
        // Each begins elsewhere, so that they do not all do the same at once.
        for (var round = client; ; round++)
        {
            var name = $"{Prefix}{client}.{round}";
            // A job that runs takes a core from the queue, so there are fewer of these.
            var requests = (round % 10) switch
            {
                3 or 7 => Run(name),
                1 or 5 => LeaveCanceled(name),
                9 => round % 50 == 49 ? CancelRunning(name) : LeaveNew(name),
                _ => MakeAndRemove(name),
            };
            foreach (var (kind, send) in requests)
            {
                var failed = false;
                yield return (kind, async () =>
                {
                    failed = true;
                    await send();
                    failed = false;
                });
                if (!failed)
                    continue;
                acknowledged.Forget(name);
                break;
            }
        }
    }

    private IEnumerable<(string, Func<Task>)> MakeAndRemove(string name)
    {
        var job = new Own(name);
        yield return New(job, Lowest, OneTask);
        yield return Add(job, OneTask[0], new TaskProperties { CommandLine = "echo *", Type = TaskType.ParametricSweep, EndValue = SubTasks });
        yield return Submit(job);
        yield return ("Get-HpcJob", async () => Assert.Equal(name, Assert.Single(await host.QueryAsync(new GetJob { Ids = [job.Id] })).Name));
        yield return ("Get-HpcTask", async () => Assert.Equal(3, (await host.QueryAsync(new GetTask(job.Id, null, null, null))).Count));
        yield return Stop(job, "once");
        yield return ("Submit-HpcJob", async () =>
        {
            Assert.Equal(JobState.Queued, (await host.SendAsync(new RestartJob(job.Id))).State);
            job.Requeues++;
            Expect(job, JobState.Queued);
        });
        yield return Stop(job, "twice");
        yield return ("Wait-HpcJob", async () => Assert.Equal(JobState.Canceled, (await host.WaitAsync(job.Id)).State));
        yield return ("Get-HpcClusterOverview", async () => Assert.NotEqual(0, (await host.SendAsync(new GetClusterOverview())).TotalCoreCount));
        yield return Remove(job);
    }

    private IEnumerable<(string, Func<Task>)> LeaveCanceled(string name)
    {
        var job = new Own(name);
        var message = $"Not needed any more: {name}";
        yield return New(job, Lowest, OneTask);
        yield return Add(job, OneTask);
        yield return Submit(job);
        yield return Stop(job, message);
        yield return ("Get-HpcJob", async () => Assert.Equal(message, Assert.Single(await host.QueryAsync(new GetJob { Ids = [job.Id] })).ErrorMessage));
    }

    private IEnumerable<(string, Func<Task>)> LeaveNew(string name)
    {
        var job = new Own(name);
        yield return New(job, Lowest);
        yield return Add(job, [.. OneTask, .. OneTask]);
        yield return ("Get-HpcTask", async () => Assert.Equal(2, (await host.QueryAsync(new GetTask(job.Id, null, null, null))).Count));
        _new.Enqueue(job);
        if (_new.Count > KeptNew)
            yield return Remove(_new.Dequeue());
    }

    private IEnumerable<(string, Func<Task>)> Run(string name)
    {
        var job = new Own(name);
        yield return New(job, Highest, Note(name, 1));
        yield return Add(job, Note(name, 2));
        yield return Submit(job, JobState.Finished);
        yield return ("Get-HpcJob", async () => await host.QueryAsync(new GetJob { State = JobState.Running | JobState.Canceling | JobState.Finishing }));
        yield return ("Get-HpcScheduler", async () => await host.SendAsync(new GetScheduler()));
    }

    // It holds a core until it is canceled, or waits for one.
    private IEnumerable<(string, Func<Task>)> CancelRunning(string name)
    {
        var job = new Own(name);
        yield return New(job, Highest, new TaskProperties { CommandLine = "exec sleep 600" });
        _sleeping = job;
        yield return Submit(job);
        yield return Stop(job, "stop", force: true);
    }

    private (string, Func<Task>) New(Own job, int priority, params TaskProperties[] tasks) => ("New-HpcJob", async () =>
    {
        job.Id = (await host.SendAsync(new NewJob(new JobProperties { Name = job.Name, ExpandedPriority = priority }, tasks))).Id;
        job.Tasks = tasks.Length;
        Expect(job, JobState.Configuring);
    });

    private (string, Func<Task>) Add(Own job, params TaskProperties[] tasks) => ("Add-HpcTask", async () =>
    {
        Assert.Equal(tasks.Length, (await host.SendAsync(new AddTask(job.Id, tasks))).TaskIds.Count);
        job.Tasks += tasks.Sum(task => task.EndValue ?? 1);
        Expect(job, JobState.Configuring);
    });

    // One of which an end is expected is followed to it.
    private (string, Func<Task>) Submit(Own job, JobState end = JobState.Queued) => ("Submit-HpcJob", async () =>
    {
        await host.SendAsync(new SubmitJob(job.Id));
        Expect(job, end);
        if (end == JobState.Finished)
            _followed.Add(host.WaitAsync(job.Id));
    });

    private (string Kind, Func<Task> SendAsync) Stop(Own job, string message, bool force = false) => (Cancel, async () =>
    {
        Assert.Equal(message, (await host.SendAsync(new StopJob(job.Id, message, force, Graceful: false, Finish: false))).ErrorMessage);
        Expect(job, JobState.Canceled, message);
        if (!force)
            return;
        _sleeping = null;
        _followed.Add(host.WaitAsync(job.Id));
    });

    private (string, Func<Task>) Remove(Own job) => ("Remove-HpcJob", async () =>
    {
        await host.SendAsync(new RemoveJob(job.Id));
        Expect(job, null);
    });

    private void Expect(Own job, JobState? state, string message = "") =>
        acknowledged.Expect(job.Name, new(job.Id, state, job.Tasks, message, job.Requeues));

    private TaskProperties Note(string name, int task) => new() { CommandLine = $"echo {name}.{task} >> '{host.Notes}'" };

    // A job of the script's own.
    private sealed class Own(string name)
    {
        public string Name => name;

        public int Id { get; set; }

        public int Tasks { get; set; }

        public int Requeues { get; set; }
    }
}
