namespace HpcScheduler.Client;

/// <summary>Which schedulers there are on this machine, as far as whoever asks can see.</summary>
public static class SchedulerFolders
{
    private static readonly string[] Signs = ["host.lock", "scheduler.db"];

    /// <summary>The names of the user's personal schedulers, and that of the machine's if there is one, in order; each with its folder.</summary>
    /// <param name="environment">Reads a variable.</param>
    public static IReadOnlyList<(string Name, string Folder)> List(Func<string, string?> environment)
    {
        var root = SchedulerAddress.PersonalRoot(environment);
        try
        {
            return [.. (Directory.Exists(root) ? Directory.EnumerateDirectories(root) : [])
                .Where(IsThere)
                .Select(folder => (Name: Path.GetFileName(folder), Folder: folder))
                .Concat(Directory.Exists(SchedulerAddress.MachineFolder) ? [(SchedulerAddress.MachineName, SchedulerAddress.MachineFolder)] : [])
                .OrderBy(found => found.Name, StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Refuses a scheduler that nobody has made, unless it is the one that is meant when nothing names one: a name may be mistyped.</summary>
    /// <param name="address">On this machine.</param>
    /// <exception cref="SchedulerException">HpcSchedulerNotFound; it lists those that there are.</exception>
    public static void Require(SchedulerAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsDefault && !IsThere(address.Folder))
            throw new SchedulerException(SchedulerErrors.SchedulerNotFound, address.Folder, address.Folder, Others(Environment.GetEnvironmentVariable));
    }

    /// <summary>What the error says of those that there are.</summary>
    private static string Others(Func<string, string?> environment)
    {
        var names = List(environment);
        return names.Count == 0 ? " There are no others that have a name." : $" There are: {string.Join(", ", names.Select(found => found.Name))}.";
    }

    // What may not be looked at may be one: whoever goes there is told.
    private static bool IsThere(string folder)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(folder).Any(file => Signs.Contains(Path.GetFileName(file)));
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
