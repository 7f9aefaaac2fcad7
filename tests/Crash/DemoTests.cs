using System.Diagnostics;

namespace HpcScheduler.Crash;

/// <summary>The host's demo shows what it says and leaves nothing behind, to its end or not.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_runs_to_its_end_and_leaves_nothing_behind()
    {
        await using var host = TestHost.Make();
        using var demo = Start(host);

        var text = await demo.StandardOutput.ReadToEndAsync(host.Token);
        await demo.WaitForExitAsync(host.Token);

        Assert.Equal(0, demo.ExitCode);
        Assert.Contains("wrong input, will be queued again", text, StringComparison.Ordinal);
        Assert.Contains("The host has stopped and its folder is gone.", text, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(host.Root));
    }

    [Theory]
    [InlineData("== A sweep")]
    [InlineData("== A long job")]
    public async Task An_interrupted_demo_leaves_nothing_behind(string moment)
    {
        await using var host = TestHost.Make();
        using var demo = Start(host);
        while (await demo.StandardOutput.ReadLineAsync(host.Token) is { } line && !line.StartsWith(moment, StringComparison.Ordinal))
        {
        }

        Libc.Send(demo.Id, Libc.Interrupt);
        await demo.StandardOutput.ReadToEndAsync(host.Token);
        await demo.WaitForExitAsync(host.Token);

        Assert.Equal(1, demo.ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(host.Root));
    }

    private static Process Start(TestHost host)
    {
        // Whoever runs the tests may ignore the signal, as the background of a script does, and the demo would inherit that.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", TestHost.Program, "demo"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TMPDIR"] = host.Root;
        return Process.Start(start)!;
    }
}
