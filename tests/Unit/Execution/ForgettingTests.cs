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
    public async Task An_unknown_job_is_forgotten_in_silence()
    {
        await Run("exit 0");
        await Removed(2);
        Assert.Equal(["1.1"], Directory.EnumerateFileSystemEntries(Attempts).Select(Path.GetFileName));
    }

    private async Task Removed(int jobId)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Directory.CreateDirectory(Path.Combine(Attempts, $"{jobId}.999999"));
        using var watcher = new FileSystemWatcher(Attempts);
        // What is forgotten is removed in the order of the calls; the mark of a job that is forgotten last tells that the first is gone.
        Directory.CreateDirectory(Path.Combine(Attempts, "999999.1"));
        watcher.Deleted += (_, entry) =>
        {
            if (entry.Name == "999999.1")
                gone.TrySetResult();
        };
        watcher.EnableRaisingEvents = true;
        Engine.Forget(jobId);
        Engine.Forget(999999);
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(60), Token);
    }
}
