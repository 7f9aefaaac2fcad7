using HpcScheduler.Execution.Local;

namespace HpcScheduler.Host;

/// <summary>What the host of a machine's scheduler needs: root's rights, and the program that gives them up for a task.</summary>
internal static class MachineRequirements
{
    // Of files nothing for others; folders may be passed through.
    private const uint FilesForRootOnly = 0x36;

    /// <summary>Checks it, and sees to it that the host's files are root's alone.</summary>
    /// <exception cref="SchedulerException">HpcMachineNotUsable.</exception>
    public static void Prepare()
    {
        Check();
        _ = Posix.SetMask(FilesForRootOnly);
    }

    /// <summary>Checks it.</summary>
    /// <exception cref="SchedulerException">HpcMachineNotUsable.</exception>
    public static void Check()
    {
        if (Posix.EffectiveUser() != 0)
            throw new SchedulerException(SchedulerErrors.MachineNotUsable, null, "only root can run tasks as other users");
        if (!LocalEngine.OwnersPath.Split(':').Any(folder => File.Exists(Path.Join(folder, "setpriv"))))
            throw new SchedulerException(SchedulerErrors.MachineNotUsable, null, "the program setpriv, of util-linux, is missing");
    }
}
