namespace HpcScheduler.Execution.Local;

/// <summary>The shell that runs command lines: bash, as on the Linux nodes of HPC Pack, where there is one; else the POSIX shell.</summary>
public static class TaskShell
{
    private const string Posix = "/bin/sh";

    /// <summary>The one that is taken where none is asked for, as it was found first.</summary>
    public static string Default { get; } =
        new[] { "/bin" }.Concat(LocalEngine.OwnersPath.Split(':')).Select(folder => folder + "/bash").FirstOrDefault(IsUsable) ?? Posix;

    /// <summary>Whether a path leads to a file that can be run.</summary>
    public static bool IsUsable(string path)
    {
        const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        try
        {
            return !OperatingSystem.IsWindows() && File.Exists(path) && (File.GetUnixFileMode(path) & AnyExecute) != 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
