namespace HpcScheduler.Host;

/// <summary>Where this program is.</summary>
internal static class HostProgramPath
{
    /// <summary>Its executable, or its .dll where dotnet runs it.</summary>
    public static string OfThis() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
        ? Path.Join(AppContext.BaseDirectory, "HpcScheduler.Host.dll")
        : Environment.ProcessPath!;
}
