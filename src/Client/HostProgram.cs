using System.Runtime.InteropServices;

namespace HpcScheduler.Client;

/// <summary>Finds the program of the host: beside the module, or where the HPCSCHEDULER_HOST variable says.</summary>
internal static partial class HostProgram
{
    /// <summary>Names the host's executable, or its .dll, for development and tests.</summary>
    public const string Variable = "HPCSCHEDULER_HOST";

    private const string Name = "HpcScheduler.Host";
    private const string LibraryExtension = ".dll";
    private const int MayExecute = 1;

    /// <summary>
    /// The program and its first arguments. A package that was unpacked without rights to execute, or lies where nothing may be executed, is run by dotnet.
    /// </summary>
    /// <exception cref="SchedulerException"><see cref="SchedulerErrors.HostMissing"/>, <see cref="SchedulerErrors.RuntimeMissing"/>.</exception>
    public static IReadOnlyList<string> Find()
    {
        var given = Environment.GetEnvironmentVariable(Variable);
        var path = string.IsNullOrEmpty(given)
            ? Path.Join(Path.GetDirectoryName(typeof(HostProgram).Assembly.Location), "host", Name)
            : Path.GetFullPath(given);
        return Find(path, Dotnet.Find(Environment.ProcessPath, Environment.GetEnvironmentVariable));
    }

    /// <summary>As above, of a program.</summary>
    /// <param name="path">The executable or .dll, absolute.</param>
    /// <param name="dotnet">What runs a .dll; null if there is nothing.</param>
    internal static IReadOnlyList<string> Find(string path, string? dotnet)
    {
        var library = path.EndsWith(LibraryExtension, StringComparison.Ordinal) ? path : path + LibraryExtension;
        if (library != path && Access(path, MayExecute) == 0)
            return [path];
        if (!File.Exists(library))
            throw new SchedulerException(SchedulerErrors.HostMissing, path, path);
        return dotnet is not null ? [dotnet, library] : throw new SchedulerException(SchedulerErrors.RuntimeMissing, path, path, "there is no dotnet");
    }

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);
}
