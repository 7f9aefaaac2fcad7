using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Demo;

/// <summary>What the demo shows, step by step.</summary>
internal sealed class DemoStory(DemoScheduler scheduler)
{
    private const int Shown = 4;

    public async Task TellAsync()
    {
        await scheduler.SendAsync(new SetClusterProperty([new HpcVariable("TaskCancelGracePeriod", "1")])).ConfigureAwait(false);
        await SweepAsync().ConfigureAwait(false);
        await CancelAndQueueAgainAsync().ConfigureAwait(false);
    }

    private async Task SweepAsync()
    {
        var files = Directory.EnumerateFiles(AppContext.BaseDirectory)
            .Where(file => Path.GetExtension(file) is ".dll" or ".json")
            .Order(StringComparer.Ordinal)
            .ToList();
        for (var i = 0; i < files.Count; i++)
            File.CreateSymbolicLink(Path.Join(scheduler.Folder, $"{i + 1}.file"), files[i]);

        Title($"A sweep: the checksums of {files.Count} files, one task each");
        var id = await SubmitAsync("checksums", new TaskProperties
        {
            Type = TaskType.ParametricSweep,
            EndValue = files.Count,
            CommandLine = $"sha256sum '{scheduler.Folder}/*.file'",
        }).ConfigureAwait(false);
        await WaitAsync(id).ConfigureAwait(false);
        await ShowJobsAsync().ConfigureAwait(false);
        var tasks = await ShowTasksAsync(id).ConfigureAwait(false);
        Title("Two of the results");
        foreach (var task in tasks.Where(task => task.SubTaskId is 1 or 2))
            Console.WriteLine($"{task.Output.Split(' ')[0]}  {Path.GetFileName(files[task.SubTaskId - 1])}");
    }

    private async Task CancelAndQueueAgainAsync()
    {
        Title("A long job, canceled with a message: what has run keeps its result");
        var go = Path.Join(scheduler.Folder, "go");
        var id = await SubmitAsync(
            "overnight",
            new TaskProperties { Name = "quick", CommandLine = "true" },
            new TaskProperties { Name = "slow", Depend = ["quick"], CommandLine = $"test -e '{go}' || sleep 3600" }).ConfigureAwait(false);
        await scheduler.FollowAsync(new WaitTask([new TaskKey(id, 2)]), task => task.State == TaskState.Running).ConfigureAwait(false);
        await scheduler.SendAsync(new StopJob(id, "wrong input, will be queued again", Force: false, Graceful: false, Finish: false)).ConfigureAwait(false);
        var canceled = await WaitAsync(id).ConfigureAwait(false);
        Console.WriteLine($"Job {id} '{canceled.Name}' is {canceled.State}, by {canceled.CanceledBy}: {canceled.ErrorMessage}");
        await ShowTasksAsync(id).ConfigureAwait(false);

        Title("Queued again: what is left runs to its end");
        await File.WriteAllTextAsync(go, "").ConfigureAwait(false);
        await scheduler.SendAsync(new SubmitJob(id)).ConfigureAwait(false);
        await WaitAsync(id).ConfigureAwait(false);
        await ShowTasksAsync(id).ConfigureAwait(false);
        await ShowJobsAsync().ConfigureAwait(false);
    }

    private async Task<int> SubmitAsync(string name, params TaskProperties[] tasks)
    {
        var job = await scheduler.SendAsync(new NewJob(new JobProperties { Name = name })).ConfigureAwait(false);
        await scheduler.SendAsync(new AddTask(job.Id, tasks)).ConfigureAwait(false);
        await scheduler.SendAsync(new SubmitJob(job.Id)).ConfigureAwait(false);
        return job.Id;
    }

    private Task<HpcJob> WaitAsync(int id) => scheduler.FollowAsync(new WaitJob([id], Any: false), _ => false);

    private async Task ShowJobsAsync()
    {
        var jobs = await scheduler.ListAsync(new GetJob()).ConfigureAwait(false);
        Console.WriteLine(AlignedText.Of(
            ["Id", "Name", "State", "Owner", "Priority", "Tasks"],
            jobs.Select(job => new object?[] { job.Id, job.Name, job.State, job.Owner, job.Priority, job.TaskCount })));
    }

    private async Task<List<HpcTask>> ShowTasksAsync(int id)
    {
        var tasks = await scheduler.ListAsync(new GetTask(id, null, null, null)).ConfigureAwait(false);
        Console.WriteLine(AlignedText.Of(
            ["Task", "Name", "State", "ExitCode", "CommandLine"],
            tasks.Take(Shown).Select(task => new object?[] { task, task.Name, task.State, task.ExitCode, task.CommandLine })));
        return tasks;
    }

    private static void Title(string text) => Console.WriteLine($"\n== {text}");
}
