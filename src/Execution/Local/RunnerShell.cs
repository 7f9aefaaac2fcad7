using System.Buffers;

namespace HpcScheduler.Execution.Local;

/// <summary>
/// The shell text of a runner, under which tasks run one after the other, each in a fork of it. It uses built-in commands only, so that a
/// task costs no program besides its own, and needs nothing of the host while a task runs. Its promises:
/// it runs a command line only if it is the one that creates the identity file;
/// it outlives a stop signal and leaves one line in the exit file, or below its own in the identity file if there is no room for another, that ends in a
/// newline before it says that the task has ended;
/// when nobody is there to give it more it ends and takes what is left of its process group with it.
/// A machine scheduler's runner is root's, and what it keeps of an attempt is too: the owner of the job can neither end it nor write to it. Its fork
/// becomes a shell of the owner's before it reads anything that the owner has said.
/// </summary>
internal static class RunnerShell
{
    /// <summary>What the shell is told to be called; it opens the shell's own messages and marks the process for <see cref="ProcessIdentity"/>.</summary>
    public const string Name = "hpc-runner";

    /// <summary>What the shell of a job's owner is told to be called.</summary>
    public const string OwnerName = "hpc-task";

    /// <summary>What it says of a task whose exit file tells more than a code.</summary>
    public const string SeeExit = "exit";

    /// <summary>What it says of a task that it could not claim.</summary>
    public const string NotClaimed = "claim";

    /// <summary>
    /// Arguments: 1 folder of all attempts, 2 boot id, 3 earliest start, 4 control group or nothing. Input: names of attempts' folders.
    /// The traps are handlers because an ignored signal would stay ignored in the command.
    /// The only variable is the one that every task has anyway.
    /// </summary>
    public static readonly string Text =
        $$"""
        trap : TERM HUP INT QUIT USR1 USR2 PIPE
        [ "$4" ] && printf 0 >"$4/cgroup.procs"
        export HPCSCHEDULER_ATTEMPT
        set -- "$1" "$2 $$ $3"
        while read -r HPCSCHEDULER_ATTEMPT; do
        HPCSCHEDULER_ATTEMPT=$1/$HPCSCHEDULER_ATTEMPT
        set -C
        if printf '%s\n' "$2" >"$HPCSCHEDULER_ATTEMPT/identity"; then
        set +C
        (
        {{Steps("\"$HPCSCHEDULER_ATTEMPT/exit\"")}}
        eval "$5"
        )
        set -- "$1" "$2" "$?"
        if [ "$3" = 125 ] && [ -e "$HPCSCHEDULER_ATTEMPT/exit" ]; then echo exit
        else {{Leave("$3")}}; fi
        else set +C; echo claim; fi
        done
        kill -KILL 0
        """;

    /// <summary>
    /// Arguments: as of <see cref="Text"/>, and 5 <see cref="OwnerText"/>. Input: names of attempts' folders, each followed by the owner's number, first
    /// group and all groups with commas. The exit file is there, empty: the owner's shell is given it open, for it may not open it. The runner's own input
    /// and output it is not given: the owner could take hold of them, and they serve the tasks of others.
    /// </summary>
    public static readonly string MachineText =
        $$"""
        trap : TERM HUP INT QUIT USR1 USR2 PIPE
        [ "$4" ] && printf 0 >"$4/cgroup.procs"
        export HPCSCHEDULER_ATTEMPT
        set -- "$1" "$2 $$ $3" "$5"
        while read -r HPCSCHEDULER_ATTEMPT user group groups; do
        HPCSCHEDULER_ATTEMPT=$1/$HPCSCHEDULER_ATTEMPT
        set -C
        if printf '%s\n' "$2" >"$HPCSCHEDULER_ATTEMPT/identity"; then
        set +C
        (
        umask 022
        exec setpriv --reuid "$user" --regid "$group" --groups "$groups" -- /bin/sh -c "$3" {{OwnerName}} </dev/null >/dev/null 3>>"$HPCSCHEDULER_ATTEMPT/exit"
        )
        set -- "$1" "$2" "$3" "$?"
        if [ "$4" = 125 ] && [ -s "$HPCSCHEDULER_ATTEMPT/exit" ]; then echo exit
        else {{Leave("$4")}}; fi
        else set +C; echo claim; fi
        done
        kill -KILL 0
        """;

    /// <summary>What the shell of the owner does: the same as the fork of a runner of <see cref="Text"/>.</summary>
    public static readonly string OwnerText =
        $$"""
        {{Steps("&3")}}
        exec 3>&-
        eval "$5"
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

    // Keeps the exit code and then says it. On a full disk there is still room in the block that the identity file has.
    private static string Leave(string code) =>
        $"""printf '%s\n' "{code}" >"$HPCSCHEDULER_ATTEMPT/exit" || printf '%s\n' "{code}" >>"$HPCSCHEDULER_ATTEMPT/identity" || exit "{code}"; echo {code}""";

    /// <summary>
    /// From the spec to the command line, which is then the fifth argument. A failed open is tried again for the sake of its message only. The stop file
    /// is looked for after the fork: a stop either sees the child or is seen by it.
    /// </summary>
    /// <param name="exit">Where it says what failed.</param>
    private static string Steps(string exit) =>
        $$"""
        command . "$HPCSCHEDULER_ATTEMPT/spec" || { echo spec >{{exit}}; exit 125; }
        cd -P -- "$1" || { { printf 'workdir '; cd -P -- "$1"; echo; } >{{exit}} 2>&1; exit 125; }
        command exec <"$2" || { { printf 'stdin '; command exec <"$2"; echo; } >{{exit}} 2>&1; exit 125; }
        command exec >"$3" || { { printf 'stdout '; command exec >"$3"; echo; } >{{exit}} 2>&1; exit 125; }
        if [ "$3" = "$4" ]; then exec 2>&1
        else command exec 2>"$4" || { { printf 'stderr '; command exec 2>"$4"; echo; } >{{exit}} 2>&1; exit 125; }; fi
        [ -e "$HPCSCHEDULER_ATTEMPT/stop" ] && exit 143
        """;
}
