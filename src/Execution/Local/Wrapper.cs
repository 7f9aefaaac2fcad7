using System.Buffers;

namespace HpcScheduler.Execution.Local;

/// <summary>
/// The shell text under which every task runs. It uses built-in commands only, so that a task costs no program besides its own, and
/// needs nothing of the host once it runs. Its promises:
/// it runs the command line only if it is the one that creates the identity file;
/// it outlives a stop signal and whatever the command line does, and leaves one line in the exit file that ends in a newline;
/// it takes what is left of its process group with it.
/// </summary>
internal static class Wrapper
{
    /// <summary>What the shell is told to be called; it opens the shell's own messages and marks the process for <see cref="ProcessIdentity"/>.</summary>
    public const string Name = "hpc-task";

    /// <summary>Exit code of the wrapper itself when the command line was not run.</summary>
    public const int NotRun = 125;

    /// <summary>
    /// Arguments: 1 attempt folder, 2 boot id, 3 earliest start, 4 control group or nothing, 5 work directory, 6 stdin, 7 stdout,
    /// 8 stderr, 9 what stands before the command line, 10 command line.
    /// The traps are handlers because an ignored signal would stay ignored in the command. A failed open is tried again for the sake of
    /// its message only. The stop file is looked for after the fork: a stop either sees the child or is seen by it.
    /// </summary>
    public const string Text =
        """
        trap : TERM HUP INT QUIT USR1 USR2
        set -C
        printf '%s %s %s\n' "$2" "$$" "$3" >"$1/identity" || exit 125
        set +C
        [ "$4" ] && printf 0 >"$4/cgroup.procs"
        cd -P -- "$5" || { { printf 'workdir '; cd -P -- "$5"; echo; } >"$1/exit" 2>&1; exit 125; }
        command exec <"$6" || { { printf 'stdin '; command exec <"$6"; echo; } >"$1/exit" 2>&1; exit 125; }
        command exec >"$7" || { { printf 'stdout '; command exec >"$7"; echo; } >"$1/exit" 2>&1; exit 125; }
        if [ "$7" = "$8" ]; then exec 2>&1
        else command exec 2>"$8" || { { printf 'stderr '; command exec 2>"$8"; echo; } >"$1/exit" 2>&1; exit 125; }; fi
        ( [ -e "$1/stop" ] && exit 143; eval "$9${10}" )
        set -- "$?" "$1"
        printf '%s\n' "$1" >"$2/exit" || exit "$1"
        kill -KILL 0
        """;

    private static readonly SearchValues<char> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 /._-+,:@%=");

    /// <summary>
    /// What stands before the command line. Where it is certain to be one program with plain arguments the shell becomes it, which saves
    /// a process per task; else the command line starts without arguments of its own.
    /// </summary>
    public static string Prefix(string commandLine)
    {
        var program = commandLine.AsSpan().TrimStart(' ');
        var end = program.IndexOf(' ');
        if (end >= 0)
            program = program[..end];
        return program.Contains('/') && !program.Contains('=') && !commandLine.AsSpan().ContainsAnyExcept(Plain) ? "exec " : "set --;";
    }
}
