using HpcScheduler.Core;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Handlers;

/// <summary>Answers <see cref="BackupScheduler"/>, on a thread of its own: a large database takes a while, and nobody waits for it but who asked.</summary>
internal sealed class BackupSchedulerHandler(HostFolder folder)
{
    public Task<Done> HandleAsync(BackupScheduler request, Caller caller, CancellationToken cancellation) => Task.Factory.StartNew(
        () =>
        {
            Backup.Make(folder, request.Destination, request.Force);
            return new Done();
        },
        cancellation,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
