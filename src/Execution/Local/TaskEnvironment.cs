using System.Collections;
using System.Runtime.InteropServices;
using System.Text;

namespace HpcScheduler.Execution.Local;

/// <summary>
/// The environment of runners, laid out for the system: what a login of the user gives and nothing of the session that started the host; where tasks are
/// other users', the folders of programs, and what the service's own environment says of language and time zone. What an attempt adds is in its
/// <see cref="Spec"/>.
/// </summary>
internal sealed unsafe class TaskEnvironment : IDisposable
{
    // Pointers and text in one piece of memory.
    public TaskEnvironment(bool isForOwners)
    {
        var variables = isForOwners
            ? Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
                .Where(entry => IsOfService((string)entry.Key))
                .Select(entry => new KeyValuePair<string, string>((string)entry.Key, (string)entry.Value!))
                .Append(new("PATH", LocalEngine.OwnersPath))
            : LoginEnvironment.Read();
        var entries = variables.Select(variable => Encoding.UTF8.GetBytes($"{variable.Key}={variable.Value}\0")).ToList();
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

    private static bool IsOfService(string name) => name is "LANG" or "LANGUAGE" or "TZ" || name.StartsWith("LC_", StringComparison.Ordinal);

    public void Dispose() => NativeMemory.Free(Pointer);
}
