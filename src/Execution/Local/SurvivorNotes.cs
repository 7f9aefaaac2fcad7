using System.Globalization;
using System.Text;
using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>
/// What is kept on disk of attempts that are over and whose processes could not be killed: a file for each, named after the attempt, in
/// <c>survivors</c> below the folder of all attempts. The file names the processes. A host that comes later looks for them; after a restart of the
/// machine there are none.
/// </summary>
public static class SurvivorNotes
{
    private const string Folder = "survivors";
    private const uint OwnerOnly = 0x1C0;

    /// <summary>Notes an attempt, or which processes of it are left now.</summary>
    public static void Write(string root, AttemptKey key, IReadOnlyList<int> processes)
    {
        _ = Libc.MakeFolder(Path.Join(root, Folder), OwnerOnly);
        _ = UnixFile.Write(PathOf(root, key), Encoding.ASCII.GetBytes(string.Join(' ', processes) + "\n"), exclusive: false);
    }

    /// <summary>Forgets an attempt.</summary>
    public static void Remove(string root, AttemptKey key) => File.Delete(PathOf(root, key));

    /// <summary>Whether an attempt is noted.</summary>
    public static bool Has(string root, AttemptKey key) => File.Exists(PathOf(root, key));

    /// <summary>Every attempt that is noted, with the processes that were left.</summary>
    public static IReadOnlyDictionary<AttemptKey, IReadOnlyList<int>> Read(string root)
    {
        var folder = Path.Join(root, Folder);
        var notes = new Dictionary<AttemptKey, IReadOnlyList<int>>();
        foreach (var name in FolderEntries.Names(folder))
        {
            if (KeyOf(name) is { } key)
                notes[key] = [.. UnixFile.ReadText(Path.Join(folder, name)).Split(' ', StringSplitOptions.TrimEntries).Select(Number).Where(number => number > 0)];
        }

        return notes;
    }

    private static string PathOf(string root, AttemptKey key) =>
        Path.Join(root, Folder, string.Create(CultureInfo.InvariantCulture, $"{key.Task}-{key.Instance}"));

    private static AttemptKey? KeyOf(string name)
    {
        var numbers = name.Split('.', '-').Select(Number).ToArray();
        var key = numbers.Length switch
        {
            3 => new AttemptKey(new TaskKey(numbers[0], numbers[1]), numbers[2]),
            4 => new AttemptKey(new TaskKey(numbers[0], numbers[1], numbers[2]), numbers[3]),
            _ => default,
        };
        return numbers.All(number => number > 0) && name == $"{key.Task}-{key.Instance.ToString(CultureInfo.InvariantCulture)}" ? key : null;
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
