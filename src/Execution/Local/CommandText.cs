using System.Buffers;
using System.Text;
using HpcScheduler.Core.Ports;

namespace HpcScheduler.Execution.Local;

/// <summary>
/// What a runner's fork evaluates to become the task: one program with plain arguments at once, all else by the shell of tasks, which is a program of its
/// own, so that <c>$$</c> is the task and <c>$PPID</c> is not the host.
/// </summary>
internal static class CommandText
{
    /// <summary>The longest single argument that the system takes, in bytes, with the zero at its end.</summary>
    public const int LongestArgument = 128 * 1024;

    private const string Env = "/usr/bin/env";

    private static readonly SearchValues<char> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 /._-+,:@%=");

    private static readonly SearchValues<char> Named =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-+");

    // What bash or the POSIX shell does not look for in the folders of PATH.
    private static readonly HashSet<string> OfShells = new(StringComparer.Ordinal)
    {
        ".", "alias", "bg", "bind", "break", "builtin", "caller", "case", "cd", "chdir", "command", "compgen", "complete", "compopt", "continue", "coproc",
        "declare", "dirs", "disown", "do", "done", "echo", "elif", "else", "enable", "esac", "eval", "exec", "exit", "export", "false", "fc", "fg", "fi", "for",
        "function", "getopts", "hash", "help", "history", "if", "in", "jobs", "kill", "let", "local", "logout", "mapfile", "popd", "printf", "pushd", "pwd",
        "read", "readarray", "readonly", "return", "select", "set", "shift", "shopt", "source", "suspend", "test", "then", "time", "times", "trap", "true",
        "type", "typeset", "ulimit", "umask", "unalias", "unset", "until", "wait", "while",
    };

    /// <summary>The text.</summary>
    /// <param name="attempt">What was asked.</param>
    /// <param name="shell">The path of the shell of tasks.</param>
    /// <param name="variables">Those that the runner's own shell might refuse to set.</param>
    /// <param name="file">The file that holds the command line where it is too long for an argument.</param>
    public static string Of(Attempt attempt, string shell, IReadOnlyList<KeyValuePair<string, string>> variables, string file)
    {
        var text = new StringBuilder("exec ");
        if (variables.Count > 0)
        {
            text.Append(Env);
            foreach (var (name, value) in variables)
                Quote(text.Append(' '), $"{name}={value}");
            text.Append(' ');
        }

        if (IsProgram(attempt, shell))
            return text.Append(attempt.CommandLine).ToString();
        Quote(text, shell);
        return (IsLong(attempt) ? Quote(text.Append(' '), file) : Quote(text.Append(" -c "), attempt.CommandLine)).ToString();
    }

    /// <summary>Whether the command line must be in a file.</summary>
    public static bool IsLong(Attempt attempt) =>
        attempt.CommandLine.Length > LongestArgument / 4 && Encoding.UTF8.GetByteCount(attempt.CommandLine) >= LongestArgument;

    /// <summary>Puts a text between single quotes, where the shell changes nothing.</summary>
    public static StringBuilder Quote(StringBuilder text, string value) =>
        text.Append('\'').Append(value.Contains('\'', StringComparison.Ordinal) ? value.Replace("'", "'\\''", StringComparison.Ordinal) : value).Append('\'');

    // Certain to be one program with plain arguments, whichever shell reads it.
    private static bool IsProgram(Attempt attempt, string shell)
    {
        if (attempt.CommandLine.AsSpan().ContainsAnyExcept(Plain))
            return false;
        var program = attempt.CommandLine.AsSpan().TrimStart(' ');
        var end = program.IndexOf(' ');
        if (end >= 0)
            program = program[..end];
        if (program.Contains('/'))
            return !program.Contains('=');
        return program.Length > 0 && char.IsAsciiLetterOrDigit(program[0]) && !program.ContainsAnyExcept(Named)
            && Path.GetFileName(shell) is "bash" or "dash" or "sh" && !OfShells.Contains(program.ToString())
            && attempt.Environment.All(variable => variable.Key != "BASH_ENV");
    }
}
