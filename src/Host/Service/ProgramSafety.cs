using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Host.Service;

/// <summary>Whether a program that root is to run at every start of the machine can be changed by anybody else.</summary>
internal static class ProgramSafety
{
    private const int Sticky = 0x200;

    /// <summary>Looks at the program's folder with what is in it, and at all above.</summary>
    /// <param name="program">Absolute.</param>
    /// <exception cref="SchedulerException">HpcProgramNotSafe.</exception>
    public static void Check(string program)
    {
        var folder = Path.GetDirectoryName(program)!;
        foreach (var file in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories))
            Check(program, file, isAbove: false);
        for (var above = folder; above is not null; above = Path.GetDirectoryName(above))
            Check(program, above, isAbove: above != folder);
    }

    // In a folder like /tmp everybody may make files, but nobody may move another's.
    private static void Check(string program, string path, bool isAbove)
    {
        var status = FileStatus.Of(path);
        if (status is not { UserId: 0 } found)
            throw new SchedulerException(SchedulerErrors.ProgramNotSafe, program, program, $"'{path}' is not root's");
        if (found.IsWritableByOthers && !found.IsLink && !(isAbove && (found.Mode & Sticky) != 0))
            throw new SchedulerException(SchedulerErrors.ProgramNotSafe, program, program, $"others than root may write '{path}'");
    }
}
