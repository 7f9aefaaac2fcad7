using System.Diagnostics;
using HpcScheduler.Core.Ports;
using HpcScheduler.Host.Filters;

namespace HpcScheduler.Unit.Host;

/// <summary>A filter is waited for as long as it may take and no longer, whatever it does.</summary>
public sealed class FilterProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("hpc-filter-").FullName;

    [Fact]
    public async Task One_that_hangs_and_ignores_every_signal_that_can_be_is_killed()
    {
        var pipe = Pipe();
        var verdict = AskAsync($"trap '' TERM INT HUP; exec 9>'{pipe}'; while :; do sleep 1000; done", TimeSpan.FromMilliseconds(200));
        // The pipe ends when its last process is gone.
        await ReadAsync(pipe);
        Assert.Equal(FilterOutcome.TimedOut, (await verdict).Outcome);
    }

    [Fact]
    public async Task What_it_leaves_behind_with_its_pipes_holds_up_nobody()
    {
        var pipe = Pipe();
        var verdict = await AskAsync($"setsid sh -c 'read go <\"{pipe}\"' & echo why >&2; exit 7", Patience);
        Assert.Equal((FilterOutcome.Exited, 7, "why"), (verdict.Outcome, verdict.ExitCode, verdict.Message));
        await Task.Run(() => File.WriteAllText(pipe, "go\n"), TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task One_that_writes_without_end_is_killed_when_its_time_is_over() =>
        Assert.Equal(FilterOutcome.TimedOut, (await AskAsync("exec yes", TimeSpan.FromMilliseconds(200))).Outcome);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<FilterVerdict> AskAsync(string text, TimeSpan timeout)
    {
        var program = Path.Combine(_folder, "filter");
        File.WriteAllText(program, "#!/bin/sh\n" + text + "\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return FilterProcess.RunAsync(new FilterCall(1, 1, program, timeout), "/dev/null", TestContext.Current.CancellationToken)
            .WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    private string Pipe()
    {
        var path = Path.Combine(_folder, "pipe");
        using var made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
        return path;
    }

    private static Task<string> ReadAsync(string pipe) => Task.Run(() => File.ReadAllText(pipe), TestContext.Current.CancellationToken)
        .WaitAsync(Patience, TestContext.Current.CancellationToken);
}
