namespace HpcScheduler.Unit.Architecture;

/// <summary>The C# files of the project, without what the build makes.</summary>
internal static class Sources
{
    /// <summary>Every C# file below a folder.</summary>
    public static IEnumerable<(string Path, string Text)> Of(string folder) => Directory
        .EnumerateFiles(Repository.Path(folder), "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
        .Select(path => (path, File.ReadAllText(path)));
}
