using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local;

namespace HpcScheduler.Unit.Execution;

public sealed class ForgettingTests : LocalEngineTest
{
    [Fact]
    public async Task A_forgotten_job_leaves_nothing_and_takes_nothing_along()
    {
        var precious = Directory.CreateDirectory(Path.Combine(Root, "precious"));
        File.WriteAllText(Path.Combine(precious.FullName, "file"), "precious");
        await Run($"cd \"$HPCSCHEDULER_ATTEMPT\"; ln -s {precious} link; mkdir -p a/b; ln -s {precious} a/b/link; mkfifo a/pipe; touch a/.hidden");
        await Run(new Attempt { Key = new AttemptKey(new TaskKey(10, 1), 1), CommandLine = "exit 0", Environment = [] });
        Directory.CreateSymbolicLink(Path.Combine(Attempts, "1.9"), precious.FullName);

        await Removed(1);

        Assert.Equal(["10.1"], Directory.EnumerateFileSystemEntries(Attempts).Select(Path.GetFileName));
        Assert.Equal("precious", File.ReadAllText(Path.Combine(precious.FullName, "file")));
    }

    [Fact]
    public async Task Many_jobs_that_are_forgotten_at_once_all_go()
    {
        const int jobs = 2000;
        for (var job = 1; job <= jobs; job++)
            Directory.CreateDirectory(Path.Combine(Attempts, $"{job}.1", "1"));
        Directory.CreateDirectory(Path.Combine(Attempts, "5000.1"));

        await Removed(() =>
        {
            for (var job = 1; job <= jobs; job++)
                Engine.Forget(job);
        });

        Assert.Equal(["5000.1"], Directory.EnumerateFileSystemEntries(Attempts).Select(Path.GetFileName));
    }

    [Fact]
    public async Task An_unknown_job_is_forgotten_in_silence()
    {
        await Run("exit 0");
        await Removed(2);
        Assert.Equal(["1.1"], Directory.EnumerateFileSystemEntries(Attempts).Select(Path.GetFileName));
    }

    [Fact]
    public async Task What_an_earlier_host_did_not_come_to_delete_is_deleted()
    {
        foreach (var name in (string[])["1.1", "2.1", "3.1", "4.1", "other", "5"])
            Directory.CreateDirectory(Path.Combine(Attempts, name, "1"));

        await Removed(() => Engine.ForgetOthers(new HashSet<int> { 2 }, lastJobId: 3));

        Assert.Equal(["2.1", "4.1", "5", "other"], Directory.EnumerateFileSystemEntries(Attempts).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private Task Removed(int jobId)
    {
        Directory.CreateDirectory(Path.Combine(Attempts, $"{jobId}.999999"));
        return Removed(() => Engine.Forget(jobId));
    }

    private async Task Removed(Action forget)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var watcher = new FileSystemWatcher(Attempts);
        // What is forgotten is removed in the order of the calls; the mark of a job that is forgotten last tells that the first is gone.
        Directory.CreateDirectory(Path.Combine(Attempts, "999999.1"));
        watcher.Deleted += (_, entry) =>
        {
            if (entry.Name == "999999.1")
                gone.TrySetResult();
        };
        watcher.EnableRaisingEvents = true;
        forget();
        Engine.Forget(999999);
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(60), Token);
    }
}
