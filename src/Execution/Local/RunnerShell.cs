namespace HpcScheduler.Execution.Local;

/// <summary>
/// The shell text of a runner, under which tasks run one after the other, each in a fork of it that becomes the task's program. It uses built-in commands
/// only, so that a task costs no program besides its own, and needs nothing of the host while a task runs. Its promises:
/// it runs a command line only if it is the one that creates the identity file;
/// it outlives what a task sends to its process group, and leaves one line in the exit file, or below its own in the identity file if there is no room for
/// another, that ends in a newline before it says that the task has ended;
/// it works from within the folder of all attempts, so that it finds its files wherever that is moved;
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
    /// Arguments: 1 folder of all attempts, 2 boot id, 3 earliest start, 4 control group or nothing, 5 the folder's number. Input: names of attempts' folders.
    /// The traps are handlers because an ignored signal would stay ignored in the command; of all signals that end a process and can be caught.
    /// The only variable is the one that every task has anyway.
    /// </summary>
    public static readonly string Text =
        $$"""
        {{Begin}}
        umask 022
        set -- "$1" "$2 $$ $3"
        while read -r HPCSCHEDULER_ATTEMPT; do
        set -- "$1" "$2" "./$HPCSCHEDULER_ATTEMPT"
        HPCSCHEDULER_ATTEMPT=$1/$HPCSCHEDULER_ATTEMPT
        set -C
        if printf '%s\n' "$2" >"$3/identity"; then
        set +C
        (
        {{Steps("$3", "\"$HPCSCHEDULER_ATTEMPT/exit\"")}}
        eval "$5"
        )
        set -- "$1" "$2" "$3" "$?"
        if [ "$4" = 125 ] && [ -s "$3/exit" ]; then echo exit
        else
        { [ -h "$3/exit" ] || { [ -e "$3/exit" ] && [ ! -f "$3/exit" ]; }; } && rm -rf "$3/exit"
        {{Leave("$3", "$4")}}; fi
        else set +C; echo claim; fi
        done
        kill -KILL 0
        """;

    /// <summary>
    /// Arguments: as of <see cref="Text"/>, and 6 <see cref="OwnerText"/>. Input: names of attempts' folders, each followed by the owner's number, first
    /// group and all groups with commas. The exit file is there, empty: the owner's shell is given it open, for it may not open it. The runner's own input
    /// and output it is not given: the owner could take hold of them, and they serve the tasks of others.
    /// </summary>
    public static readonly string MachineText =
        $$"""
        {{Begin}}
        set -- "$1" "$2 $$ $3" "$6"
        while read -r HPCSCHEDULER_ATTEMPT user group groups; do
        set -- "$1" "$2" "$3" "./$HPCSCHEDULER_ATTEMPT"
        HPCSCHEDULER_ATTEMPT=$1/$HPCSCHEDULER_ATTEMPT
        set -C
        if printf '%s\n' "$2" >"$4/identity"; then
        set +C
        (
        umask 022
        exec setpriv --reuid "$user" --regid "$group" --groups "$groups" -- /bin/sh -c "$3" {{OwnerName}} "$4" </dev/null >/dev/null 3>>"$4/exit"
        )
        set -- "$1" "$2" "$3" "$4" "$?"
        if [ "$5" = 125 ] && [ -s "$4/exit" ]; then echo exit
        else {{Leave("$4", "$5")}}; fi
        else set +C; echo claim; fi
        done
        kill -KILL 0
        """;

    /// <summary>What the shell of the owner does: the same as the fork of a runner of <see cref="Text"/>. Argument: 1 the attempt's folder.</summary>
    public static readonly string OwnerText =
        $$"""
        {{Steps("$1", "&3")}}
        exec 3>&-
        eval "$5"
        """;

    // Every signal that ends a process, but the one that cannot be caught and the two that the C library keeps for itself.
    private static string Begin =>
        $"""
        trap : 1 2 3 4 5 6 7 8 10 11 12 13 14 15 16 24 25 26 27 29 30 31 {string.Join(' ', Enumerable.Range(34, 31))}
        [ "$4" ] && printf 0 >"$4/cgroup.procs"
        export HPCSCHEDULER_ATTEMPT
        cd -P -- "$1"
        """;

    // Keeps the exit code and then says it. On a full disk there is still room in the block that the identity file has.
    private static string Leave(string folder, string code) =>
        $"""printf '%s\n' "{code}" >"{folder}/exit" || printf '%s\n' "{code}" >>"{folder}/identity" || exit "{code}"; echo {code}""";

    /// <summary>
    /// From the spec to what is to be evaluated, which is then the fifth argument. A failed open is tried again for the sake of its message only. The stop
    /// file is looked for after the fork: a stop either sees the child or is seen by it.
    /// </summary>
    /// <param name="folder">The attempt's folder, for one who is in the folder of all attempts.</param>
    /// <param name="exit">Where it says what failed.</param>
    private static string Steps(string folder, string exit) =>
        $$"""
        [ -e "{{folder}}/stop" ] && exit 143
        command . "{{folder}}/spec" || { echo spec >{{exit}}; exit 125; }
        cd -P -- "$1" || { { printf 'workdir '; cd -P -- "$1"; echo; } >{{exit}} 2>&1; exit 125; }
        export PWD; unset OLDPWD
        command exec <"$2" || { { printf 'stdin '; command exec <"$2"; echo; } >{{exit}} 2>&1; exit 125; }
        command exec >"$3" || { { printf 'stdout '; command exec >"$3"; echo; } >{{exit}} 2>&1; exit 125; }
        if [ "$3" = "$4" ]; then exec 2>&1
        else command exec 2>"$4" || { { printf 'stderr '; command exec 2>"$4"; echo; } >{{exit}} 2>&1; exit 125; }; fi
        """;
}
