using System.Runtime.InteropServices;
using HpcScheduler.Protocol;

namespace HpcScheduler.Client;

/// <summary>Throws a scheduler of this machine away: its jobs, the processes of its tasks, its host and what it keeps in its folder.</summary>
/// <param name="address">The scheduler.</param>
public sealed partial class SchedulerRemoval(SchedulerAddress address)
{
    private const string Message = "The scheduler is removed.";
    private const string Leftovers = "Leftovers";
    private const string Database = "scheduler.db";

    private const JobState Active =
        JobState.Submitted | JobState.Validating | JobState.ExternalValidation | JobState.Queued | JobState.Running | JobState.Finishing | JobState.Canceling;

    private static readonly string[] Names = [SchedulerAddress.SocketName, "host.log", "host.lock", "start.lock", "attempts", "filters"];

    /// <summary>Whether there is a scheduler in the folder.</summary>
    public bool IsThere => File.Exists(Path.Join(address.Folder, Database)) || File.Exists(Path.Join(address.Folder, "host.lock"));

    /// <summary>
    /// Refuses whoever cannot remove the folder. To be asked first: the host lets others than its owner stop jobs, so their jobs would be gone and the scheduler not.
    /// </summary>
    /// <exception cref="SchedulerException">HpcFolderNotUsable.</exception>
    public void CheckRight()
    {
        const int MayWriteAndPass = 2 | 1;
        foreach (var folder in new[] { address.Folder, Path.GetDirectoryName(address.Folder) ?? address.Folder })
        {
            if (Access(folder, MayWriteAndPass) != 0)
                throw new SchedulerException(SchedulerErrors.FolderNotUsable, address.Folder, address.Folder, $"{Environment.UserName} may not remove what is in '{folder}'");
        }
    }

    /// <summary>Kills what runs, with a host that is started if none runs, and returns when the last job has ended.</summary>
    /// <param name="progress">Told of each job that has been asked to end.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="SchedulerException">The scheduler's own reasons.</exception>
    public async Task EndJobsAsync(Action<HpcJob> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var client = SchedulerClient.For(address);
        // Jobs may be submitted meanwhile; those of whoever goes on doing so are found by the next look.
        for (var jobs = await ActiveAsync(client, cancellation).ConfigureAwait(false); jobs.Count > 0; jobs = await ActiveAsync(client, cancellation).ConfigureAwait(false))
        {
            foreach (var id in jobs)
            {
                try
                {
                    progress(await client.SendAsync(new StopJob(id, Message, Force: true, Graceful: false, Finish: false), cancellation).ConfigureAwait(false));
                }
                catch (SchedulerException exception) when (exception.Error == SchedulerErrors.JobNotCancelable || exception.Error == SchedulerErrors.JobNotFound)
                {
                    // It has ended by itself.
                }
            }

            await foreach (var _ in client.QueryAsync(new WaitJob(jobs, Any: false), cancellation).ConfigureAwait(false))
            {
            }
        }
    }

    /// <summary>Ends the host and removes what it kept.</summary>
    /// <param name="all">Remove the folder with everything in it, and do so although processes of tasks are left.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>The names of what is left in the folder since it is not the scheduler's; none when the folder is gone.</returns>
    /// <exception cref="SchedulerException">HpcTasksRun: processes of tasks are left. HpcFolderNotUsable: a file could not be removed.</exception>
    public async Task<IReadOnlyList<string>> RemoveAsync(bool all, CancellationToken cancellation)
    {
        await HostStopper.StopAsync(address, force: true, cancellation).ConfigureAwait(false);
        if (!all)
            await CheckProcessesAsync(cancellation).ConfigureAwait(false);
        try
        {
            foreach (var entry in new DirectoryInfo(address.Folder).EnumerateFileSystemInfos().Where(entry => all || IsOwn(entry.Name)).ToList())
                Delete(entry);
            var left = Directory.EnumerateFileSystemEntries(address.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
            if (left.Count == 0)
                Directory.Delete(address.Folder);
            return left!;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SchedulerException(SchedulerErrors.FolderNotUsable, address.Folder, address.Folder, exception.Message.TrimEnd('.'));
        }
    }

    private static async Task<List<int>> ActiveAsync(SchedulerClient client, CancellationToken cancellation)
    {
        var ids = new List<int>();
        await foreach (var line in client.QueryAsync(new GetJob { State = Active }, cancellation).ConfigureAwait(false))
        {
            if (line.Item is { } job)
                ids.Add(job.Id);
            else if (line.Problem is { } problem)
                throw problem.ToException();
        }

        return ids;
    }

    private static void Delete(FileSystemInfo entry)
    {
        if (entry is DirectoryInfo folder && folder.LinkTarget is null)
            folder.Delete(recursive: true);
        else
            entry.Delete();
    }

    // A copy that was made before a migration, or of a damaged log, has the database's name too.
    private static bool IsOwn(string name) => Names.Contains(name) || name.StartsWith(Database, StringComparison.Ordinal);

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);

    private async Task CheckProcessesAsync(CancellationToken cancellation)
    {
        await foreach (var check in HostCommand.TestAsync(address, cancellation).ConfigureAwait(false))
        {
            if (check is { Name: Leftovers, Result: CheckResult.Failed })
                throw new SchedulerException(SchedulerErrors.ProcessesLeft, address.Folder, address.Folder, check.Message.TrimEnd('.'));
        }
    }
}
