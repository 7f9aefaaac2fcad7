namespace HpcScheduler.Client;

/// <summary>Makes a path that a user typed absolute: a leading ~ is the home folder, anything relative starts at a given folder.</summary>
public static class HomePath
{
    /// <summary>The absolute path, without a slash at its end.</summary>
    public static string Expand(string path, string currentFolder) => Expand(path, currentFolder, Environment.GetEnvironmentVariable);

    /// <summary>As above, with an environment of the caller's.</summary>
    public static string Expand(string path, string currentFolder, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(path);
        var expanded = path == "~" || path.StartsWith("~/", StringComparison.Ordinal)
            ? Path.Join(Home(environment), path[1..])
            : path;
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(expanded, currentFolder));
    }

    /// <summary>The user's home folder.</summary>
    public static string Home(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return environment("HOME") is { Length: > 0 } home && Path.IsPathRooted(home)
            ? home
            : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
    }
}
