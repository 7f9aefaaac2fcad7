using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace HpcScheduler.Host;

/// <summary>
/// Sees to it that a folder has one host. The kernel drops the locks when the process dies, however it dies. A host that starts holds
/// the start lock until it answers, so another one that finds the host lock taken after it knows that the winner answers.
/// </summary>
internal sealed class HostLock : IDisposable
{
    private const string Stopping = "stopping";
    private const int Length = 15;
    private readonly SafeFileHandle _file;
    private readonly SafeFileHandle _start;

    private HostLock(SafeFileHandle file, SafeFileHandle start, int? winner) => (_file, _start, Winner) = (file, start, winner);

    /// <summary>The process that has the folder, if it is not this one.</summary>
    public int? Winner { get; }

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
                if (int.TryParse(Read(file), CultureInfo.InvariantCulture, out var winner))
                    return new HostLock(file, start, winner);
                Posix.Lock(file);
            }

            var own = new HostLock(file, start, null);
            own.Write(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
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

    public void Dispose()
    {
        _start.Dispose();
        _file.Dispose();
    }

    private static string Read(SafeFileHandle file)
    {
        Span<byte> content = stackalloc byte[32];
        return Encoding.ASCII.GetString(content[..RandomAccess.Read(file, content, 0)]).Trim();
    }

    // In place and always of the same length: it must not fail where the disk is full, and nobody may read half of it.
    private void Write(string text) => RandomAccess.Write(_file, Encoding.ASCII.GetBytes(text.PadRight(Length) + "\n"), 0);
}
