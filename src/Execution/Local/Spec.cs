using System.Text;
using HpcScheduler.Core.Ports;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>
/// The text of a spec file: what was asked, as the shell reads it. It sets the attempt's variables and leaves work directory, stdin, stdout, stderr and
/// the command line as arguments. A line before it, or in a file of its own, names the runner and its control group.
/// </summary>
internal static class Spec
{
    private const string Mark = "# ";

    // The shell ignores these in its environment, for it lives by them.
    private static readonly string[] OfTheShell = [ProcessTree.Marker, "IFS", "OPTIND", "PPID"];

    // bash does not let these be set, and ends where one tries.
    private static readonly string[] OfBash = ["BASHOPTS", "BASH_VERSINFO", "EUID", "SHELLOPTS", "UID"];

    /// <summary>Whether a program can be given all variables.</summary>
    public static bool Fits(Attempt attempt) => attempt.Environment.All(variable =>
        Encoding.UTF8.GetByteCount(variable.Key) + Encoding.UTF8.GetByteCount(variable.Value) + 2 <= CommandText.LongestArgument);

    /// <summary>The line that names the runner and its control group.</summary>
    public static string Head(ProcessIdentity runner, string? controlGroup) => $"{Mark}{runner.BootId} {runner.Pid} {runner.NotBefore} {controlGroup}\n";

    /// <summary>The rest.</summary>
    /// <param name="attempt">What was asked.</param>
    /// <param name="workDir">Absolute.</param>
    /// <param name="folder">Where output goes that has no file.</param>
    /// <param name="owner">As whom it runs, where that is not whoever runs the host.</param>
    /// <param name="hostFile">The file with its nodes; null for none.</param>
    public static string Write(Attempt attempt, string workDir, AttemptFolder folder, Account? owner, string? hostFile)
    {
        var text = new StringBuilder();
        var ofBash = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in VariablesOf(owner).Concat(attempt.Environment))
        {
            if (!IsName(name) || OfTheShell.Contains(name))
                continue;
            if (OfBash.Contains(name))
                ofBash[name] = value;
            else if (value.Length == 0)
                text.Append("unset ").Append(name).Append('\n');
            else
                CommandText.Quote(text.Append("export ").Append(name).Append('='), value).Append('\n');
        }

        if (hostFile is not null)
            CommandText.Quote(text.Append("export CCP_MPI_HOSTFILE="), hostFile).Append('\n');
        if (attempt.Umask is { } mask)
            text.Append("umask ").Append(mask).Append('\n');
        text.Append("set --");
        CommandText.Quote(text.Append(' '), workDir);
        CommandText.Quote(text.Append(' '), Given(attempt.Stdin) ?? "/dev/null");
        CommandText.Quote(text.Append(' '), Given(attempt.Stdout) ?? folder.Stdout);
        CommandText.Quote(text.Append(' '), Given(attempt.Stderr) ?? folder.Stderr);
        CommandText.Quote(text.Append(' '), CommandText.Of(attempt, attempt.Shell ?? TaskShell.Default, [.. ofBash.Where(variable => variable.Value.Length > 0)], folder.Command));
        return text.Append('\n').ToString();
    }

    /// <summary>The runner that was to run it and the control group; null what cannot be read any more, or is not there.</summary>
    public static (ProcessIdentity? Runner, string? ControlGroup) Read(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)'\n');
        var words = Encoding.UTF8.GetString(text[..Math.Max(end, 0)]).Split(' ', 5);
        if (words.Length < 5)
            return default;
        var runner = ProcessIdentity.Parse(Encoding.UTF8.GetBytes($"{words[1]} {words[2]} {words[3]}\n"));
        return (runner, ControlGroup.IsOfHost(words[4]) ? words[4] : null);
    }

    // What a login would set.
    private static IEnumerable<KeyValuePair<string, string>> VariablesOf(Account? owner) => owner is null
        ? []
        : [new("HOME", owner.Home), new("USER", owner.Name), new("LOGNAME", owner.Name), new("SHELL", owner.Shell)];

    /// <summary>The shell leaves out of a task's environment what it cannot name.</summary>
    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    private static string? Given(string? path) => string.IsNullOrEmpty(path) ? null : path;
}
