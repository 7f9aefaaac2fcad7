using System.Collections;
using System.Runtime.InteropServices;
using System.Text;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>
/// The environment of runners, laid out for the system: the host's own as it was at the start, but for the marker that it has if it is
/// itself a task; where tasks are other users', of it only what says language and time zone. What an attempt adds is in its <see cref="Spec"/>.
/// </summary>
internal sealed unsafe class TaskEnvironment : IDisposable
{
    // Pointers and text in one piece of memory.
    public TaskEnvironment(bool isClean)
    {
        var entries = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(entry => isClean ? IsHarmless((string)entry.Key) : (string)entry.Key != ProcessTree.Marker)
            .Select(entry => $"{entry.Key}={entry.Value}")
            .Concat(isClean ? ["PATH=" + LocalEngine.OwnersPath] : [])
            .Select(entry => Encoding.UTF8.GetBytes(entry + '\0'))
            .ToList();
        var pointers = (nuint)(entries.Count + 1) * (nuint)sizeof(byte*);
        Pointer = (byte**)NativeMemory.Alloc(pointers + (nuint)entries.Sum(entry => entry.Length));
        var at = (byte*)Pointer + pointers;
        for (var i = 0; i < entries.Count; i++)
        {
            Pointer[i] = at;
            entries[i].CopyTo(new Span<byte>(at, entries[i].Length));
            at += entries[i].Length;
        }

        Pointer[entries.Count] = null;
    }

    public byte** Pointer { get; }

    private static bool IsHarmless(string name) => name is "LANG" or "LANGUAGE" or "TZ" || name.StartsWith("LC_", StringComparison.Ordinal);

    public void Dispose() => NativeMemory.Free(Pointer);
}
