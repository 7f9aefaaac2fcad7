namespace HpcScheduler.Client;

/// <summary>Finds the program that runs a .NET library, where a program may not be started itself.</summary>
internal static class Dotnet
{
    private const string Name = "dotnet";

    // What the host and every other program of ASP.NET Core needs beside .NET itself.
    private const string Framework = "shared/Microsoft.AspNetCore.App";

    /// <summary>
    /// The first that has the ASP.NET Core runtime beside it, else the first: that of this process, of DOTNET_ROOT, of the PATH, and where .NET is
    /// installed. Null if there is none.
    /// </summary>
    /// <param name="process">The program of this process.</param>
    /// <param name="environment">The variables.</param>
    public static string? Find(string? process, Func<string, string?> environment)
    {
        var found = Places(process, environment).Where(File.Exists).ToList();
        return found.Find(HasFramework) ?? found.FirstOrDefault();
    }

    private static bool HasFramework(string program)
    {
        var file = File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program;
        var folder = Path.Join(Path.GetDirectoryName(file), Framework);
        try
        {
            return Directory.EnumerateDirectories(folder, $"{Environment.Version.Major}.*").Any();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Places(string? process, Func<string, string?> environment)
    {
        if (Path.GetFileName(process) == Name)
            yield return process!;
        foreach (var variable in (string[])["DOTNET_ROOT_X64", "DOTNET_ROOT"])
        {
            if (environment(variable) is { Length: > 0 } root)
                yield return Path.Join(root, Name);
        }

        foreach (var folder in (environment("PATH") ?? "").Split(':').Where(Path.IsPathRooted))
            yield return Path.Join(folder, Name);
        foreach (var file in (string[])["/etc/dotnet/install_location_x64", "/etc/dotnet/install_location"])
        {
            if (FirstLine(file) is { Length: > 0 } root)
                yield return Path.Join(root, Name);
        }

        foreach (var root in (string[])["/usr/share/dotnet", "/usr/lib/dotnet", "/usr/lib64/dotnet"])
            yield return Path.Join(root, Name);
        if (environment("HOME") is { Length: > 0 } home)
            yield return Path.Join(home, ".dotnet", Name);
    }

    private static string? FirstLine(string file)
    {
        try
        {
            return File.ReadLines(file).FirstOrDefault()?.Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
