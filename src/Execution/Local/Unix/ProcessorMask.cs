using System.Collections;

namespace HpcScheduler.Execution.Local.Unix;

/// <summary>Sets of processors as the kernel has them: a bit for each, in bytes that begin with the lowest.</summary>
internal static unsafe class ProcessorMask
{
    // More than any kernel can be built for.
    private const int Bytes = 1024;

    /// <summary>The processors that the calling thread may run on, in order; empty if the system does not say.</summary>
    public static IReadOnlyList<int> Read()
    {
        var mask = new byte[Bytes];
        fixed (byte* bits = mask)
        {
            if (!OperatingSystem.IsLinux() || Libc.GetAffinity(0, Bytes, bits) < 0)
                return [];
        }

        var all = new BitArray(mask);
        return [.. Enumerable.Range(0, all.Count).Where(number => all[number])];
    }

    /// <summary>Lets a thread run on these processors only. False if it is gone, or may run on none of them.</summary>
    public static bool TryWrite(int thread, IReadOnlyList<int> processors)
    {
        var mask = stackalloc byte[Bytes];
        new Span<byte>(mask, Bytes).Clear();
        foreach (var number in processors)
        {
            if (number is >= 0 and < 8 * Bytes)
                mask[number / 8] |= (byte)(1 << (number % 8));
        }

        return Libc.SetAffinity(thread, Bytes, mask) == 0;
    }
}
