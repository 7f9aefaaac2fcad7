using System.Globalization;
using HpcScheduler.Client;

namespace HpcScheduler.Crash;

/// <summary>
/// A disk that at some time takes no more of what a host writes. The host ends, what runs goes on without it and finds no room either; then there is room
/// again, and the next host is started.
/// </summary>
internal sealed class DiskFault : IHostFault
{
    private static readonly SchedulerError[] Refusals = [SchedulerErrors.StoreFull, SchedulerErrors.StoreFailed, SchedulerErrors.FolderNotUsable];

    private readonly TestHost _host;
    private readonly SmallDisk? _disk;
    private readonly int _blocks;

    private DiskFault(TestHost host, SmallDisk? disk, int blocks) => (_host, _disk, _blocks) = (host, disk, blocks);

    /// <inheritdoc/>
    public bool IsReached { get; private set; }

    /// <inheritdoc/>
    public Task<bool> Sprung { get; private set; } = Task.FromResult(false);

    /// <summary>Lets the tasks that run come to their ends, and is called while there is no host and no room; null: they go on.</summary>
    public Action? LetTasksEnd { get; set; }

    /// <summary>The folder is on a disk that has room for some blocks when the host starts.</summary>
    public static DiskFault Full(TestHost host, SmallDisk disk, int blocks) => new(host, disk, blocks);

    /// <summary>From when the host answers the system lets no file of its grow by more than some blocks.</summary>
    public static DiskFault Failing(TestHost host, int blocks) => new(host, null, blocks);

    /// <inheritdoc/>
    public async Task<bool> StartAsync()
    {
        _disk?.Fill(_blocks);
        var child = HostChild.Start(_host.Folder);
        Sprung = SpringAsync(child);
        if (!await child.AnswersAsync(Refusals, _host.Token))
            return false;
        if (_disk is null)
            Limit(child.Id);
        return true;
    }

    /// <inheritdoc/>
    public bool Explains(SchedulerError error) =>
        Refusals.Contains(error) || error == SchedulerErrors.SchedulerUnreachable || error == SchedulerErrors.SchedulerNotRunning || error == SchedulerErrors.SchedulerStopping;

    /// <inheritdoc/>
    public Task EndAsync() => Sprung.WaitAsync(_host.Token);

    private void Limit(int process)
    {
        var size = Directory.GetFiles(_host.Folder, "scheduler.db*").Max(file => new FileInfo(file).Length) + (_blocks * SmallDisk.BlockSize);
        Command.Run("prlimit", "--pid", process.ToString(CultureInfo.InvariantCulture), "--fsize=" + size.ToString(CultureInfo.InvariantCulture));
    }

    private async Task<bool> SpringAsync(HostChild child)
    {
        using (child)
            IsReached = await child.ExitAsync(_host.Token) != 0;
        if (!IsReached)
            return false;
        if (LetTasksEnd is not null)
        {
            LetTasksEnd();
            await RunnersEndedAsync();
        }

        _disk?.MakeRoom();
        await _host.StartAsync();
        return true;
    }

    private async Task RunnersEndedAsync()
    {
        foreach (var id in FolderProcess.FindRunners(_host.Root))
        {
            using var runner = HostProcess.Open(id);
            await runner.WaitAsync(_host.Token);
        }
    }
}
