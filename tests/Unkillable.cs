using System.ComponentModel;
using System.Runtime.InteropServices;

/// <summary>
/// Holds a process so that a kill does not end it, as one that hangs in the kernel: a tracer stops it at its exit, and every further kill is dropped.
/// Disposing it lets the process go. A tracer is a thread, and what it traces goes on when it ends.
/// </summary>
internal sealed partial class Unkillable : IDisposable
{
    private const int Seize = 0x4206;
    private const int TraceExit = 0x40;

    private readonly ManualResetEventSlim _release = new();
    private readonly Thread _tracer;

    /// <summary>Holds a process.</summary>
    /// <exception cref="Win32Exception">The system does not let this process trace another.</exception>
    public Unkillable(int process)
    {
        using var ready = new ManualResetEventSlim();
        var error = 0;
        _tracer = new Thread(() =>
        {
            error = Trace(Seize, process, 0, TraceExit) == 0 ? 0 : Marshal.GetLastPInvokeError();
            ready.Set();
            if (error == 0)
                _release.Wait();
        });
        _tracer.Start();
        ready.Wait();
        if (error == 0)
            return;
        _release.Dispose();
        throw new Win32Exception(error);
    }

    public void Dispose()
    {
        if (_release.IsSet)
            return;
        _release.Set();
        _tracer.Join();
    }

    [LibraryImport("libc", EntryPoint = "ptrace", SetLastError = true)]
    private static partial nint Trace(nint request, nint process, nint address, nint data);
}
