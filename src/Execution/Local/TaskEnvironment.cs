using System.Collections;
using System.Runtime.InteropServices;
using System.Text;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>
/// The environment of tasks: the host's own as it was at the start, what an attempt adds, and the attempt's marker, which wins over all.
/// </summary>
internal sealed class TaskEnvironment
{
    private readonly Dictionary<string, string> _host = Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);

    /// <summary>The environment of an attempt, laid out for the system.</summary>
    public Block For(IReadOnlyList<KeyValuePair<string, string>> added, string attemptFolder)
    {
        var all = new Dictionary<string, string>(_host, StringComparer.Ordinal);
        foreach (var (name, value) in added)
        {
            if (value.Length == 0)
                all.Remove(name);
            else
                all[name] = value;
        }

        all[ProcessTree.Marker] = attemptFolder;
        return new Block(all);
    }

    /// <summary>Pointers and text in one piece of memory that lives until it is disposed.</summary>
    internal readonly unsafe ref struct Block
    {
        public Block(Dictionary<string, string> variables)
        {
            var pointers = (nuint)(variables.Count + 1) * (nuint)sizeof(byte*);
            var text = variables.Sum(variable => Encoding.UTF8.GetByteCount(variable.Key) + Encoding.UTF8.GetByteCount(variable.Value) + 2);
            Pointer = (byte**)NativeMemory.Alloc(pointers + (nuint)text);
            var at = (byte*)Pointer + pointers;
            var end = at + text;
            var index = 0;
            foreach (var (name, value) in variables)
            {
                Pointer[index++] = at;
                at += Encoding.UTF8.GetBytes(name, new Span<byte>(at, (int)(end - at)));
                *at++ = (byte)'=';
                at += Encoding.UTF8.GetBytes(value, new Span<byte>(at, (int)(end - at)));
                *at++ = 0;
            }

            Pointer[index] = null;
        }

        public byte** Pointer { get; }

        public void Dispose() => NativeMemory.Free(Pointer);
    }
}
