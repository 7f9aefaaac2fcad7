using System.ComponentModel;
using System.Runtime.InteropServices;

namespace HpcScheduler.Crash;

/// <summary>The few system calls that .NET has no word for.</summary>
internal static partial class Libc
{
    public const int HangUp = 1;
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>Sends a signal to a process, or to a group if the number is negative.</summary>
    public static void Send(int process, int signal) => Check(SendSignal(process, signal));

    /// <summary>Makes a named pipe and returns its path.</summary>
    public static string MakePipe(string path)
    {
        const uint ownerOnly = 0x180;
        Check(MakeFifo(path, ownerOnly));
        return path;
    }

    /// <summary>Gives a file or folder to a user and the user's first group.</summary>
    public static void Own(string path, uint user) => Check(ChangeOwner(path, user, user));

    /// <summary>Makes the calling thread, and no other, act as a user; it can go back.</summary>
    public static void BecomeOnThisThread(uint user)
    {
        var setUser = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 117 : 147;
        Check((int)SystemCall(setUser, -1, (nint)user, -1));
    }

    private static void Check(int result)
    {
        if (result != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);

    // The library's own call would change every thread.
    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint real, nint effective, nint saved);

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeFifo(string path, uint mode);
}
