using System.Collections;
using System.Runtime.InteropServices;
using System.Text;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>
/// The environment of runners, laid out for the system: the host's own as it was at the start, but for the marker that it has if it is
/// itself a task. What an attempt adds is in its <see cref="Spec"/>.
/// </summary>
internal sealed unsafe class TaskEnvironment : IDisposable
{
    // Pointers and text in one piece of memory.
    public TaskEnvironment()
    {
        var entries = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(entry => (string)entry.Key != ProcessTree.Marker)
            .Select(entry => Encoding.UTF8.GetBytes($"{entry.Key}={entry.Value}\0"))
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

    public void Dispose() => NativeMemory.Free(Pointer);
}
