using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HpcScheduler.Client;

/// <summary>
/// A host's process, to learn when it has ended. It is nobody's child here, and in a container its parent may never ask for its exit
/// code; what is left of it then looks alive to all who only look for its number. The kernel tells the end itself through a descriptor.
/// </summary>
internal sealed partial class HostProcess : IDisposable
{
    private const string Library = "libc";
    private const nint PidfdOpen = 434;
    private const short Readable = 1;
    private const int Interrupted = 4;
    private const int Forever = -1;

    private readonly Process? _process;
    private readonly SafeFileHandle? _descriptor;

    private HostProcess(Process? process, SafeFileHandle? descriptor) => (_process, _descriptor) = (process, descriptor);

    /// <summary>Takes hold of a process while it runs, so that its number cannot come to mean another one.</summary>
    public static HostProcess Open(int processId)
    {
        if (OperatingSystem.IsLinux())
        {
            var number = SystemCall(PidfdOpen, processId, 0);
            if (number >= 0)
                return new HostProcess(null, new SafeFileHandle(number, ownsHandle: true));
        }

        try
        {
            return new HostProcess(Process.GetProcessById(processId), null);
        }
        catch (ArgumentException)
        {
            return new HostProcess(null, null);
        }
    }

    /// <summary>Waits until the process has ended.</summary>
    public Task WaitAsync(CancellationToken cancellation)
    {
        if (_process is not null)
            return _process.WaitForExitAsync(cancellation);
        // A thread that is left behind by a cancelation ends with the host.
        return _descriptor is null
            ? Task.CompletedTask
            : Task.Factory.StartNew(
                () => WaitUntilReadable(_descriptor), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
                .WaitAsync(cancellation);
    }

    public void Dispose()
    {
        _process?.Dispose();
        _descriptor?.Dispose();
    }

    private static void WaitUntilReadable(SafeFileHandle descriptor)
    {
        var isHeld = false;
        try
        {
            descriptor.DangerousAddRef(ref isHeld);
            var waiting = new PollDescriptor { Number = (int)descriptor.DangerousGetHandle(), Events = Readable };
            while (Poll(ref waiting, 1, Forever) < 0)
            {
                if (Marshal.GetLastPInvokeError() != Interrupted)
                    throw new IOException("poll: " + Marshal.GetLastPInvokeErrorMessage());
            }
        }
        finally
        {
            if (isHeld)
                descriptor.DangerousRelease();
        }
    }

    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint call, nint processId, nint flags);

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollDescriptor descriptors, nuint count, int timeout);

    private struct PollDescriptor
    {
        public int Number;
        public short Events;
        public short Results;
    }
}
