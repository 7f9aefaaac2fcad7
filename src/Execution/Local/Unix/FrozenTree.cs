namespace HpcScheduler.Execution.Local.Unix;

/// <summary>
/// Holds all processes of an attempt still, so that none can fork or change its parent while the others are looked for, and a signal
/// then reaches exactly those that were there.
/// </summary>
internal static class FrozenTree
{
    // Every round catches a whole generation of forks; a stopped process has no further one.
    private const int MaxRounds = 20;

    /// <summary>
    /// Stops every process of the tree, again and again until no new one is found. With each comes a file that stands for it, which the
    /// caller closes. A process of another user's cannot be stopped and is among them all the same.
    /// </summary>
    public static List<(ProcessRow Row, int Process)> Freeze(ProcessTree tree)
    {
        var known = new HashSet<(int Pid, long Start)>();
        var frozen = new List<(ProcessRow Row, int Process)>();
        for (var (round, before) = (0, -1); round < MaxRounds && frozen.Count > before; round++)
        {
            before = frozen.Count;
            foreach (var row in tree.Find().Where(row => known.Add((row.Pid, row.Start))))
            {
                var process = Libc.OpenProcess(row.Pid);
                if (process < 0)
                    continue;
                // The number may have been given away between the look and the opening.
                if (ProcessRow.Read(row.Pid)?.Start == row.Start)
                {
                    _ = Libc.SignalProcess(process, Libc.SIGSTOP);
                    frozen.Add((row, process));
                }
                else
                {
                    _ = Libc.Close(process);
                }
            }
        }

        return frozen;
    }

    /// <summary>Sends the stop signal to every process of the tree but its wrapper, and lets all go on.</summary>
    public static void Terminate(ProcessTree tree)
    {
        var frozen = Freeze(tree);
        foreach (var (row, process) in frozen.Where(member => member.Row.Pid != tree.WrapperPid))
            _ = Libc.SignalProcess(process, Libc.SIGTERM);
        foreach (var (_, process) in frozen)
        {
            _ = Libc.SignalProcess(process, Libc.SIGCONT);
            _ = Libc.Close(process);
        }
    }
}
