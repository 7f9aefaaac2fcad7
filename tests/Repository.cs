using System.Reflection;

namespace HpcScheduler;

/// <summary>Where the tested tree is, told by the build.</summary>
internal static class Repository
{
    /// <summary>The root folder.</summary>
    public static string Root { get; } = Metadata("RepositoryRoot");

    /// <summary>The build configuration, Debug or Release.</summary>
    public static string Configuration { get; } = Metadata("Configuration");

    /// <summary>A file or folder under the root.</summary>
    public static string Path(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>What the build says under a name.</summary>
    public static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
