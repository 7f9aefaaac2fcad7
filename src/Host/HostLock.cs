using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace HpcScheduler.Host;

/// <summary>
/// Sees to it that a folder has one host. The kernel drops the locks when the process dies, however it dies, but only when all that it had is closed. A host
/// that starts holds the start lock until it answers, so another one that finds the host lock taken after it asks the winner; without an answer it waits for
/// the lock.
/// </summary>
internal sealed class HostLock : IDisposable
{
    private const string Open = " open";
    private const string Stopping = "stopping" + Open;
    private const string Ended = "ended";
    private const int Length = 15;
    private readonly SafeFileHandle _file;
    private readonly SafeFileHandle _start;

    private HostLock(SafeFileHandle file, SafeFileHandle start, int? winner, bool hadStoreOpen = false) =>
        (_file, _start, Winner, HadStoreOpen) = (file, start, winner, hadStoreOpen);

    /// <summary>The process that has the folder, if it is not this one.</summary>
    public int? Winner { get; }

    /// <summary>Whether a host of before had the database open and did not come to the end of closing it.</summary>
    public bool HadStoreOpen { get; }

    /// <summary>Whether the text of the lock says so of the last host.</summary>
    public static bool SaysOpen(string text) => text.EndsWith(Open, StringComparison.Ordinal);

    /// <summary>The process that a text of the lock names.</summary>
    public static int? ProcessOf(string text) =>
        int.TryParse(text.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var process) ? process : null;

    /// <summary>Takes the folder, or learns who has it and answers. Waits for a host that is starting or stopping.</summary>
    /// <exception cref="SchedulerException">HpcFolderNotUsable.</exception>
    public static HostLock Take(HostFolder folder)
    {
        try
        {
            var start = Posix.OpenPrivate(folder.StartLock);
            Posix.Lock(start);
            var file = Posix.OpenPrivate(folder.Lock);
            while (!Posix.TryLock(file))
            {
                if (ProcessOf(Read(file)) is { } winner && Host.Winner.Answers(folder.Socket))
                    return new HostLock(file, start, winner);
                Posix.Lock(file);
            }

            var own = new HostLock(file, start, null, SaysOpen(Read(file)));
            own.WriteProcess(own.HadStoreOpen);
            return own;
        }
        catch (IOException exception)
        {
            throw folder.NotUsable(exception);
        }
    }

    /// <summary>This host answers now.</summary>
    public void Started() => _start.Dispose();

    /// <summary>This host is about to answer no more; whoever comes now waits until it is gone.</summary>
    public void BeginStop() => Write(Stopping);

    /// <summary>The database is open now, and has a write-ahead log.</summary>
    public void StoreOpened() => WriteProcess(isStoreOpen: true);

    /// <summary>The database is closed, and there is no log that would be missed.</summary>
    public void StoreClosed() => Write(Ended);

    public void Dispose()
    {
        _start.Dispose();
        _file.Dispose();
    }

    private void WriteProcess(bool isStoreOpen) =>
        Write(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + (isStoreOpen ? Open : ""));

    private static string Read(SafeFileHandle file)
    {
        Span<byte> content = stackalloc byte[32];
        return Encoding.ASCII.GetString(content[..RandomAccess.Read(file, content, 0)]).Trim();
    }

    // In place and always of the same length: it must not fail where the disk is full, and nobody may read half of it.
    private void Write(string text) => RandomAccess.Write(_file, Encoding.ASCII.GetBytes(text.PadRight(Length) + "\n"), 0);
}
