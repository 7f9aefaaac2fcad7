using System.Buffers;
using HpcScheduler.Execution.Local.Unix;

namespace HpcScheduler.Execution.Local;

/// <summary>
/// What a login gives the user who runs this process, whatever session started it: name, home and shell of the user, what the machine's files say of
/// all logins, and the folders in which the system keeps programs.
/// </summary>
internal static class LoginEnvironment
{
    // Those that say variables of every login, or its language, as the systems name them.
    private static readonly string[] Files = ["/etc/locale.conf", "/etc/default/locale", "/etc/environment"];

    private static readonly SearchValues<char> Names = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private static readonly Account? User = Accounts.Name(Libc.EffectiveUser()) is { } name ? Accounts.Find(name) : null;

    /// <summary>The user's home. Of a user whom the machine does not know, or whose home is not there, what the process was given.</summary>
    public static string Home { get; } = User is { } user && Directory.Exists(user.Home)
        ? user.Home
        : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) is { Length: > 0 } home ? home : "/";

    /// <summary>All variables.</summary>
    public static IReadOnlyDictionary<string, string> Read()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = LocalEngine.OwnersPath };
        foreach (var (name, value) in Files.SelectMany(ReadFile))
            variables[name] = value;
        variables["HOME"] = Home;
        var user = User?.Name ?? Environment.UserName;
        (variables["USER"], variables["LOGNAME"]) = (user, user);
        variables["SHELL"] = User?.Shell ?? "/bin/sh";
        return variables;
    }

    /// <summary>name=value of each line, with quotes around the value or without.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Parse(string text)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries))
        {
            var variable = line.StartsWith("export ", StringComparison.Ordinal) ? line[7..].TrimStart() : line;
            var equals = variable.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || variable[0] == '#' || variable.AsSpan(0, equals).ContainsAnyExcept(Names))
                continue;
            var value = variable[(equals + 1)..];
            if (value.Length > 1 && value[0] is '"' or '\'' && value[^1] == value[0])
                value = value[1..^1];
            if (value.Length > 0)
                yield return new(variable[..equals], value);
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> ReadFile(string path)
    {
        try
        {
            return File.Exists(path) ? Parse(File.ReadAllText(path)) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A login would go without it, too.
            return [];
        }
    }
}
