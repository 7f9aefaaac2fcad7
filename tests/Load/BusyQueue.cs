namespace HpcScheduler.Load;

/// <summary>Tasks that wait and run all the while: as many as are asked for, in jobs of a thousand, of which each that ends is followed by another.</summary>
internal sealed class BusyQueue : IAsyncDisposable
{
    private const int MostTasksPerJob = 1000;

    private readonly CancellationTokenSource _ending = new();
    private readonly LoadHost _host;
    private readonly int _tasksPerJob;
    private Task _feeding = Task.CompletedTask;
    private int _made;

    private BusyQueue(LoadHost host, int tasks) => (_host, _tasksPerJob) = (host, Math.Clamp(tasks / 10, 1, MostTasksPerJob));

    /// <summary>How many tasks have run in its jobs that have ended.</summary>
    public int FinishedTasks { get; private set; }

    /// <summary>Fills the queue, and keeps it full until disposed.</summary>
    public static async Task<BusyQueue> StartAsync(LoadHost host, int tasks)
    {
        var queue = new BusyQueue(host, tasks);
        var jobs = new Queue<int>();
        for (var job = 0; job < tasks / queue._tasksPerJob; job++)
            jobs.Enqueue(await queue.SubmitAsync());
        queue._feeding = queue.FeedAsync(jobs);
        return queue;
    }

    /// <summary>Makes no more jobs. Those that there are stay.</summary>
    /// <exception cref="SchedulerException">A job could not be made or followed.</exception>
    public async Task StopAsync()
    {
        await _ending.CancelAsync();
        await _feeding;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _ending.Dispose();
    }

    // They start in the order in which they came.
    private async Task FeedAsync(Queue<int> jobs)
    {
        try
        {
            while (jobs.TryDequeue(out var next))
            {
                var last = new HpcJob();
                await foreach (var job in _host.ReadAsync(new Protocol.WaitJob([next], Any: false), _ending.Token))
                    last = job;
                if (last.State != JobState.Finished || last.FinishedTaskCount != _tasksPerJob)
                    throw new InvalidOperationException($"Job {next} of the queue is {last.State} with {last.FinishedTaskCount} of {_tasksPerJob} tasks finished.");
                FinishedTasks += _tasksPerJob;
                jobs.Enqueue(await SubmitAsync());
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // The end.
        }
    }

    // Sweeps and separate tasks by turns.
    private Task<int> SubmitAsync() => _host.SubmitAsync(
        new JobProperties { Name = "queue" },
        _made++ % 2 == 0
            ? [.. Enumerable.Range(1, _tasksPerJob).Select(number => new TaskProperties { Name = $"task {number}", CommandLine = "/bin/true" })]
            : [new TaskProperties { Type = TaskType.ParametricSweep, EndValue = _tasksPerJob, CommandLine = "/bin/true" }]);
}
