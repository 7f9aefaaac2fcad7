using System.Reflection;

namespace HpcScheduler.Host;

/// <summary>Prints the version.</summary>
internal static class VersionVerb
{
    /// <summary>The version of the host, without the commit it was built from.</summary>
    public static string Version { get; } =
        (typeof(VersionVerb).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split('+')[0];

    public static int Run()
    {
        Console.WriteLine(Version);
        return ExitCodes.Success;
    }
}
