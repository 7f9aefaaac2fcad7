namespace HpcScheduler.Client;

/// <summary>Finds the program of the host: beside the module, or where the HPCSCHEDULER_HOST variable says.</summary>
internal static class HostProgram
{
    /// <summary>Names the host's executable, or its .dll, for development and tests.</summary>
    public const string Variable = "HPCSCHEDULER_HOST";

    private const string Name = "HpcScheduler.Host";

    /// <summary>The program and its first arguments.</summary>
    /// <exception cref="SchedulerException"><see cref="SchedulerErrors.HostMissing"/>.</exception>
    public static IReadOnlyList<string> Find()
    {
        var given = Environment.GetEnvironmentVariable(Variable);
        var path = string.IsNullOrEmpty(given)
            ? Path.Join(Path.GetDirectoryName(typeof(HostProgram).Assembly.Location), "host", Name)
            : Path.GetFullPath(given);
        if (!File.Exists(path))
            throw new SchedulerException(SchedulerErrors.HostMissing, path, path);
        return path.EndsWith(".dll", StringComparison.Ordinal) ? ["dotnet", path] : [path];
    }
}
