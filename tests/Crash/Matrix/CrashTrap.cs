using HpcScheduler.Core.Ports;
using HpcScheduler.Protocol;

namespace HpcScheduler.Crash;

/// <summary>Waits until a host has come to a point, and does there what the test wants: kills it and starts the next, if nothing else is said.</summary>
internal sealed class CrashTrap : IHostFault
{
    /// <summary>The host's variable.</summary>
    public const string Variable = "HPCSCHEDULER_CRASH_POINT";

    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TestHost _host;
    private readonly string _point;
    private readonly string _pipe;
    private readonly string _goOn;
    private readonly Func<Task> _act;

    /// <param name="host">The host that is to be started with it.</param>
    /// <param name="point">A name of <see cref="CrashPoint"/>.</param>
    /// <param name="pass">Which time it comes there, from 1.</param>
    /// <param name="act">What is done there.</param>
    public CrashTrap(TestHost host, string point, int pass = 1, Func<Task>? act = null)
    {
        (_host, _point, _act) = (host, point, act ?? KillAndStartAsync);
        _pipe = host.MakePipe($"trap.{point}.{pass}");
        _goOn = host.MakePipe($"trap.{point}.{pass}.go");
        Value = $"{point}:{pass}:{_pipe}";
    }

    /// <summary>What the variable has to be.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public bool IsReached => _reached.Task.IsCompleted;

    /// <summary>Completes when the host is there.</summary>
    public Task Reached => _reached.Task.WaitAsync(_host.Token);

    /// <inheritdoc/>
    public Task<bool> Sprung { get; private set; } = Task.FromResult(false);

    /// <summary>A trap that only holds the host.</summary>
    public static CrashTrap Holding(TestHost host, string point, int pass = 1) => new(host, point, pass, () => Task.CompletedTask);

    /// <inheritdoc/>
    public Task<bool> StartAsync() => _host.StartHeldAsync(this);

    /// <inheritdoc/>
    public bool Explains(SchedulerError error) => error == SchedulerErrors.SchedulerUnreachable || error == SchedulerErrors.SchedulerNotRunning;

    /// <summary>Begins to wait.</summary>
    public void Set() => Sprung = SpringAsync();

    /// <summary>Lets a host that is held go on.</summary>
    public Task GoOnAsync() => _host.ReleaseAsync(_goOn);

    /// <inheritdoc/>
    public async Task EndAsync()
    {
        if (!IsReached)
            await File.WriteAllTextAsync(_pipe, "", _host.Token);
        await Sprung.WaitAsync(_host.Token);
    }

    private async Task<bool> SpringAsync()
    {
        if ((await _host.ReadAsync(_pipe)).Length == 0)
            return false;
        _reached.SetResult();
        await _act();
        return true;
    }

    private async Task KillAndStartAsync()
    {
        // The answer is on its way when the point is reached; a host that is held still says who it is.
        if (_point == CrashPoint.AfterReply)
            await AnswerAsync();
        await _host.KillAsync();
        await _host.StartAsync();
    }

    private async Task AnswerAsync()
    {
        try
        {
            await _host.Client.SendAsync(new GetScheduler(), _host.Token);
        }
        catch (SchedulerException)
        {
            // It does not listen yet, or not any more.
            return;
        }
    }
}
