using System.Globalization;
using System.Runtime.InteropServices;

namespace HpcScheduler.Pester;

/// <summary>
/// A process between the tests and one command: when the command has ended, or whoever asked has closed the input or is gone, everything that the
/// command has started and that is still there is killed, hosts and their tasks too. They have no parent of their own any more, so they are this
/// process's children.
/// </summary>
internal static partial class Guard
{
    /// <summary>The first argument of the tests' program, before the command.</summary>
    public const string Verb = "--guard";

    private const int SetChildSubreaper = 36;
    private const int Kill = 9;
    private const int Interrupted = 4;

    /// <summary>Runs a command with this process's output and environment; returns its exit code, 128 and the signal where one ended it.</summary>
    public static int Run(string[] command)
    {
        ArgumentNullException.ThrowIfNull(command);
        Require(Control(SetChildSubreaper, 1, 0, 0, 0) == 0, "prctl");
        // .NET ignores some signals; the command is to start as from a shell. Nothing is to be read where the command stands.
        string?[] whole = ["sh", "-c", "exec env --default-signal \"$@\" </dev/null", "sh", .. command, null];
        Require(Spawn(out var process, "/bin/sh", 0, 0, whole, Variables()) == 0, "posix_spawn");
        new Thread(() =>
        {
            using var input = Console.OpenStandardInput();
            while (input.ReadByte() >= 0)
            {
            }

            _ = Send(process, Kill);
        }) { IsBackground = true }.Start();

        int status;
        while (true)
        {
            var ended = Wait(-1, out status, 0);
            if (ended == process)
                break;
            Require(ended > 0 || Marshal.GetLastPInvokeError() == Interrupted, "waitpid");
        }

        KillAll();
        return (status & 0x7f) == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f);
    }

    // Each end may bring grandchildren here, and a process may have started another one while the list was read.
    private static void KillAll()
    {
        var own = Environment.ProcessId;
        do
        {
            foreach (var process in Descendants(own))
            {
                Console.Error.WriteLine($"Left behind, and killed: {process} {CommandLine(process)}");
                _ = Send(process, Kill);
            }
        }
        while (Wait(-1, out _, 0) > 0 || Marshal.GetLastPInvokeError() == Interrupted);
    }

    private static List<int> Descendants(int root)
    {
        var children = new Dictionary<int, List<int>>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process))
                continue;
            // The name, in parentheses, may contain anything; the state and the parent follow it.
            var fields = Text(folder + "/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields is [not "Z", var parent, ..])
                (CollectionsMarshal.GetValueRefOrAddDefault(children, int.Parse(parent, CultureInfo.InvariantCulture), out _) ??= []).Add(process);
        }

        var found = new List<int>(children.GetValueOrDefault(root, []));
        for (var i = 0; i < found.Count; i++)
            found.AddRange(children.GetValueOrDefault(found[i], []));
        return found;
    }

    private static string CommandLine(int process) => Text($"/proc/{process}/cmdline").Replace('\0', ' ').Trim();

    private static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string?[] Variables()
    {
        var variables = Environment.GetEnvironmentVariables();
        return [.. variables.Keys.Cast<string>().Select(name => $"{name}={variables[name]}"), null];
    }

    private static void Require(bool done, string call)
    {
        if (!done)
            throw new InvalidOperationException($"{call}: error {Marshal.GetLastPInvokeError()}");
    }

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Control(int option, nint second, nint third, nint fourth, nint fifth);

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(out int process, string path, nint actions, nint attributes, string?[] arguments, string?[] variables);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int Wait(int process, out int status, int options);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Send(int process, int signal);
}
