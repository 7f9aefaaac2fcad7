using System.Buffers.Binary;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>How a child of the host ended; both null where it was no child, or did not end.</summary>
internal readonly record struct WaitStatus(int? ExitCode, int? Signal)
{
    private const int InfoSize = 128;
    private const int CodeAt = 8;
    private const int StatusAt = 24;
    private const int CodeExited = 1;
    private const int CodeKilled = 2;
    private const int CodeDumped = 3;

    /// <summary>Takes the status of exactly this process, so that no other part of the host misses a child of its own.</summary>
    public static unsafe WaitStatus Take(int process)
    {
        var info = stackalloc byte[InfoSize];
        new Span<byte>(info, InfoSize).Clear();
        if (Libc.WaitId(Libc.P_PIDFD, process, info, Libc.WEXITED | Libc.WNOHANG) != 0)
            return default;
        var status = BinaryPrimitives.ReadInt32LittleEndian(new ReadOnlySpan<byte>(info + StatusAt, 4));
        return BinaryPrimitives.ReadInt32LittleEndian(new ReadOnlySpan<byte>(info + CodeAt, 4)) switch
        {
            CodeExited => new WaitStatus(status, null),
            CodeKilled or CodeDumped => new WaitStatus(null, status),
            _ => default,
        };
    }
}
