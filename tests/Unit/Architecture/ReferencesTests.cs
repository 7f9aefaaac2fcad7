using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace HpcScheduler.Unit.Architecture;

/// <summary>Who may know whom, read from the built assemblies: docs/architecture.md.</summary>
public sealed class ReferencesTests
{
    private static readonly Dictionary<string, string[]> AllowedByProject = new()
    {
        ["Contracts"] = [],
        ["Core"] = ["Contracts"],
        ["Storage"] = ["Core", "Contracts", "Microsoft.Data.Sqlite", "SQLitePCLRaw.core"],
        ["Execution"] = ["Core", "Contracts"],
        ["Client"] = ["Contracts"],
        ["Cmdlets"] = ["Client", "Contracts", "System.Management.Automation"],
        ["Host"] = ["Serilog", "Serilog.Sinks.File", "Core", "Storage", "Execution", "Contracts", "Client"],
    };

    // The runtime's folder tells what belongs to the framework: names do not, System.Management.Automation is PowerShell's.
    private static readonly HashSet<string> Framework = Directory
        .EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll")
        .Select(file => Path.GetFileNameWithoutExtension(file))
        .Append("netstandard")
        .ToHashSet(StringComparer.Ordinal);

    public static TheoryData<string> Projects => [.. Directory
        .EnumerateFiles(Repository.Path("src"), "*.csproj", SearchOption.AllDirectories)
        .Select(file => Path.GetFileName(Path.GetDirectoryName(file)!))
        .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_what_it_may_know(string project)
    {
        Assert.True(AllowedByProject.TryGetValue(project, out var allowed), $"Say here and in docs/architecture.md whom {project} may know.");
        Assert.Empty(References(project).Where(name => !Framework.Contains(name) && !IsOfTheWebServer(project, name)).Except(allowed!));
    }

    [Fact]
    public void Only_the_demo_and_the_far_end_of_ssh_use_the_client_in_the_host()
    {
        string[] allowed = [.. new[] { "Demo", "Remote" }.Select(folder => Repository.Path("src", "Host", folder) + Path.DirectorySeparatorChar)];
        Assert.Empty(Sources.Of("src/Host")
            .Where(source => !allowed.Any(folder => source.Path.StartsWith(folder, StringComparison.Ordinal)))
            .Where(source => source.Text.Contains("HpcScheduler.Client", StringComparison.Ordinal))
            .Select(source => source.Path));
    }

    private static bool IsOfTheWebServer(string project, string name) => project == "Host"
        && (name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal));

    /// <summary>The assemblies that a project's assembly refers to; ours by the name of their project.</summary>
    private static List<string> References(string project)
    {
        var assembly = project == "Cmdlets" ? "HpcScheduler" : "HpcScheduler." + project;
        var path = Repository.Path("src", project, "bin", Repository.Configuration, "net10.0", assembly + ".dll");
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return metadata.AssemblyReferences
            .Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
            .Select(name => name == "HpcScheduler" ? "Cmdlets" : name.StartsWith("HpcScheduler.", StringComparison.Ordinal) ? name["HpcScheduler.".Length..] : name)
            .ToList();
    }
}
