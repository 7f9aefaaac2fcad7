using System.Diagnostics;
using System.Text.Json;

namespace HpcScheduler.Crash;

/// <summary>A host that is this process's own child, so that its exit code can be read.</summary>
internal sealed class HostChild : IDisposable
{
    private readonly Process _process;

    private HostChild(Process process) => _process = process;

    /// <summary>Its own number.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => !_process.HasExited;

    public static HostChild Start(string folder)
    {
        var start = new ProcessStartInfo(TestHost.Program) { RedirectStandardOutput = true, ArgumentList = { "run", "--path", folder } };
        return new HostChild(Process.Start(start)!);
    }

    /// <summary>The process that it says is ready: itself or another.</summary>
    public async Task<int> ReadyAsync(CancellationToken cancellation)
    {
        var line = await _process.StandardOutput.ReadLineAsync(cancellation);
        using var said = JsonDocument.Parse(line ?? throw new EndOfStreamException("The host said nothing."));
        Assert.True(said.RootElement.GetProperty("Ready").GetBoolean(), line);
        return said.RootElement.GetProperty("ProcessId").GetInt32();
    }

    /// <summary>Its exit code, when it has ended.</summary>
    public async Task<int> ExitAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    public void Dispose() => _process.Dispose();
}
