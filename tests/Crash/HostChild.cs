using System.Diagnostics;
using System.Globalization;
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

    /// <summary>Starts a host on a folder.</summary>
    /// <param name="folder">The scheduler's folder.</param>
    /// <param name="cores">Cores that tasks may use; null for as many as the last time.</param>
    /// <param name="variables">What it finds in its environment besides our own.</param>
    public static HostChild Start(string folder, int? cores = null, params ReadOnlySpan<(string Name, string Value)> variables)
    {
        var start = new ProcessStartInfo(TestHost.Program) { RedirectStandardOutput = true, ArgumentList = { "run", "--path", folder } };
        if (cores is { } count)
        {
            start.ArgumentList.Add("--subscribed-cores");
            start.ArgumentList.Add(count.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var (name, value) in variables)
            start.Environment[name] = value;
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

    /// <summary>Whether it says that it is ready, or ends without a word or because of one of some errors.</summary>
    public async Task<bool> AnswersAsync(IReadOnlyList<SchedulerError> errors, CancellationToken cancellation)
    {
        if (await _process.StandardOutput.ReadLineAsync(cancellation) is not { } line)
            return false;
        using var said = JsonDocument.Parse(line);
        if (said.RootElement.TryGetProperty("Ready", out var ready) && ready.GetBoolean())
            return true;
        Assert.Contains(said.RootElement.GetProperty("ErrorId").GetString(), errors.Select(error => error.Id));
        return false;
    }

    /// <summary>Its exit code, when it has ended.</summary>
    public async Task<int> ExitAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    /// <summary>Kills it, if it has not ended.</summary>
    public void Kill() => _process.Kill();

    public void Dispose() => _process.Dispose();
}
