using System.Diagnostics;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Issues;

/// <summary>
/// A host that ended while it was about to kill the processes of a task left them stopped: they neither ran on nor ended, and nobody noticed unless
/// another host came.
/// </summary>
public sealed class EndingHostHoldsProcesses
{
    [Fact]
    public void A_kill_that_comes_when_the_engine_has_ended_holds_nothing_still()
    {
        var root = Directory.CreateTempSubdirectory("hpc-").FullName;
        var start = new ProcessStartInfo("sleep", ["1000"]);
        start.Environment[ProcessTree.Marker] = root + "/1.1/1";
        using var process = Process.Start(start)!;
        try
        {
            var watcher = new ExitWatcher();
            watcher.Dispose();

            KillWave.Begin(new ProcessTree(new AttemptMarks(root), "1.1/1", identity: null, controlGroup: null, ownsControlGroup: false), watcher, _ => { }, () => { });

            Assert.False(process.HasExited);
            Assert.DoesNotContain("State:\tT", File.ReadAllText($"/proc/{process.Id}/status"), StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
            Directory.Delete(root, recursive: true);
        }
    }
}
