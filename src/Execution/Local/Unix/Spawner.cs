using System.Runtime.InteropServices;
using System.Text;

namespace HpcScheduler.Execution.Local.Unix;

/// <summary>
/// Starts runners, each in a session of its own, with every signal as the system has it by default and with no file of the host's
/// but the two it is given; what it says as errors leads nowhere. Any thread may start one at any time.
/// </summary>
internal sealed unsafe class Spawner : IDisposable
{
    private const short SetSignalDefault = 0x04;
    private const short SetSignalMask = 0x08;
    private const short SetSession = 0x80;

    // Larger than these structures are in any C library.
    private const nuint AttributesSize = 1024;
    private const int ActionsSize = 512;
    private const int SignalsSize = 128;
    private const int SignalBytes = 8;

    private readonly byte* _attributes = (byte*)NativeMemory.AllocZeroed(AttributesSize);
    private readonly byte* _shell;
    private readonly byte* _dashC = Text("-c");
    private readonly byte* _runner;
    private readonly delegate* unmanaged<byte*, int, int> _closeFrom;
    private readonly byte* _name = Text(RunnerShell.Name);
    private readonly bool _isForOwners;

    [ThreadStatic]
    private static bool _isKeyringClosed;

    /// <param name="runner">The text of the runners.</param>
    /// <param name="shell">The POSIX shell that they are.</param>
    /// <param name="isForOwners">Whether they serve several users.</param>
    public Spawner(string runner, string shell, bool isForOwners)
    {
        _isForOwners = isForOwners;
        _shell = Text(shell);
        _runner = Text(runner);
        var signals = stackalloc byte[SignalsSize];
        new Span<byte>(signals, SignalsSize).Clear();
        _ = Libc.SpawnAttributesInit(_attributes);
        _ = Libc.SpawnAttributesSetFlags(_attributes, SetSignalDefault | SetSignalMask | SetSession);
        _ = Libc.SpawnAttributesSetSignalMask(_attributes, signals);
        // All 64, and not those only that the library calls all: it would have the two that it keeps for itself ignored.
        new Span<byte>(signals, SignalBytes).Fill(0xFF);
        _ = Libc.SpawnAttributesSetSignalDefault(_attributes, signals);
        // What the host itself opens is closed on exec. What it was born with is not, and a library may forget; newer C libraries help.
        if (NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "posix_spawn_file_actions_addclosefrom_np", out var closeFrom))
            _closeFrom = (delegate* unmanaged<byte*, int, int>)closeFrom;
        else
            _ = Libc.CloseAllOnExec(3);
    }

    /// <summary>Starts a runner.</summary>
    /// <returns>0, or the system's error number.</returns>
    public int Start(ReadOnlySpan<string> arguments, int input, int output, byte** environment, out int pid)
    {
        const int Fixed = 4;
        // Users would find each other's keys in the session keyring that the host was born with. A keyring is the thread's, and what it starts has it too.
        if (_isForOwners && !_isKeyringClosed)
        {
            Libc.JoinClosedKeyring();
            _isKeyringClosed = true;
        }

        var vector = stackalloc byte*[Fixed + arguments.Length + 1];
        vector[0] = _shell;
        vector[1] = _dashC;
        vector[2] = _runner;
        vector[3] = _name;
        int started;
        var actions = stackalloc byte[ActionsSize];
        _ = Libc.SpawnActionsInit(actions);
        _ = Libc.SpawnActionsAddDuplicate(actions, input, 0);
        _ = Libc.SpawnActionsAddDuplicate(actions, output, 1);
        _ = Libc.SpawnActionsAddOpen(actions, 2, "/dev/null", Libc.O_WRONLY, 0);
        if (_closeFrom != null)
            _ = _closeFrom(actions, 3);
        try
        {
            for (var i = 0; i < arguments.Length; i++)
                vector[Fixed + i] = Text(arguments[i]);
            vector[Fixed + arguments.Length] = null;
            var error = Libc.Spawn(&started, _shell, actions, _attributes, vector, environment);
            pid = error == 0 ? started : 0;
            return error;
        }
        finally
        {
            _ = Libc.SpawnActionsDestroy(actions);
            for (var i = 0; i < arguments.Length; i++)
                NativeMemory.Free(vector[Fixed + i]);
        }
    }

    public void Dispose()
    {
        foreach (var block in (ReadOnlySpan<nint>)[(nint)_attributes, (nint)_shell, (nint)_dashC, (nint)_runner, (nint)_name])
            NativeMemory.Free((void*)block);
    }

    private static byte* Text(string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        var text = (byte*)NativeMemory.Alloc((nuint)length + 1);
        Encoding.UTF8.GetBytes(value, new Span<byte>(text, length));
        text[length] = 0;
        return text;
    }
}
