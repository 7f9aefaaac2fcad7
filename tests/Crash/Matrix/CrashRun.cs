using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>A scheduler whose host dies once, and a client that goes on with the next one: it looks what was carried out, and asks for the rest.</summary>
internal sealed class CrashRun(TestHost host, IHostFault fault)
{
    private bool _hasDied;

    public TestHost Host => host;

    /// <summary>Of what it dies.</summary>
    public IHostFault Fault => fault;

    /// <summary>Starts the host that is to die; at its end one is there that answers.</summary>
    public async Task StartAsync()
    {
        if (await fault.StartAsync())
            return;
        _hasDied = true;
        await fault.Sprung.WaitAsync(host.Token);
    }

    /// <summary>Asks for something. If no answer comes it is asked again, unless it was carried out.</summary>
    /// <param name="what">In words.</param>
    /// <param name="ask">Asks.</param>
    /// <param name="isDone">Looks. What was acknowledged must be there.</param>
    public async Task DoAsync(string what, Func<Task> ask, Func<Task<bool>> isDone)
    {
        var isAcknowledged = await TryAsync(ask);
        var done = await AskAsync(isDone);
        CrashFinding.Unless(done || !isAcknowledged, Harm.Lost, $"{what} was acknowledged");
        if (!done)
            await ask();
    }

    /// <summary>Asks for what changes nothing, again if the host dies.</summary>
    public async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        T answer = default!;
        if (!await TryAsync(async () => answer = await ask()))
            answer = await ask();
        return answer;
    }

    /// <summary>Makes a job with tasks and submits it; its number.</summary>
    public async Task<int> SubmitAsync(string name, params TaskProperties[] tasks)
    {
        await DoAsync($"Job {name}", () => host.Client.SendAsync(new NewJob(new JobProperties { Name = name }), host.Token), async () => await FindAsync(name) is not null);
        var id = (await AskAsync(() => FindAsync(name)))!.Id;
        await DoAsync($"Tasks of {name}", () => host.Client.SendAsync(new AddTask(id, tasks), host.Token), async () =>
        {
            var count = (await host.TasksAsync(id)).Count;
            CrashFinding.Unless(count == 0 || count >= tasks.Length, Harm.Lost, $"{count} tasks of {tasks.Length}");
            return count > 0;
        });
        await DoAsync($"Submit of {name}", () => host.Client.SendAsync(new SubmitJob(id), host.Token), async () => (await FindAsync(name))!.State != JobState.Configuring);
        return id;
    }

    /// <summary>The job of a name; null if there is none.</summary>
    public async Task<HpcJob?> FindAsync(string name)
    {
        var jobs = (await host.JobsAsync()).Where(job => job.Name == name).ToList();
        CrashFinding.Unless(jobs.Count < 2, Harm.Doubled, $"{jobs.Count} jobs are called {name}");
        return jobs.FirstOrDefault();
    }

    /// <summary>Checks that every run of a task left its line once.</summary>
    public static void CheckLines(string file, int count)
    {
        var lines = File.Exists(file) ? File.ReadAllLines(file) : [];
        for (var number = 1; number <= count; number++)
        {
            var runs = lines.Count(line => line == $"{number}");
            CrashFinding.Unless(runs > 0, Harm.Lost, $"task {number} never ran");
            CrashFinding.Unless(runs == 1, Harm.Doubled, $"task {number} ran {runs} times");
        }
    }

    /// <summary>Waits until nothing is kept of the runs of a job.</summary>
    public async Task FoldersGoneAsync(int job)
    {
        var attempts = Path.Join(host.Folder, "attempts");
        var changed = new SemaphoreSlim(0);
        using var watcher = new FileSystemWatcher(attempts) { NotifyFilter = NotifyFilters.DirectoryName };
        watcher.Deleted += (_, _) => changed.Release();
        watcher.EnableRaisingEvents = true;
        while (Directory.EnumerateDirectories(attempts, $"{job}.*").Any())
            await changed.WaitAsync(host.Token);
    }

    private async Task<bool> TryAsync(Func<Task> ask)
    {
        try
        {
            await ask();
            return true;
        }
        catch (SchedulerException exception) when (!_hasDied && fault.Explains(exception.Error))
        {
            _hasDied = true;
            if (!await fault.Sprung.WaitAsync(host.Token))
                throw;
            return false;
        }
    }
}
