namespace HpcScheduler.Host;

/// <summary>Where this program is.</summary>
internal static class HostProgramPath
{
    /// <summary>Its executable, or its .dll where dotnet runs it.</summary>
    public static string OfThis() => IsRunByDotnet ? Path.Join(AppContext.BaseDirectory, "HpcScheduler.Host.dll") : Environment.ProcessPath!;

    /// <summary>The words that run it.</summary>
    public static IReadOnlyList<string> Command() => IsRunByDotnet ? [Environment.ProcessPath!, OfThis()] : [OfThis()];

    private static bool IsRunByDotnet => Path.GetFileName(Environment.ProcessPath) == "dotnet";
}
