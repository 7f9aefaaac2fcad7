using System.Text.Json;
using System.Xml.Linq;

namespace HpcScheduler.Unit.Architecture;

/// <summary>What a machine needs is brought in one version, wherever it is named.</summary>
public sealed class PrerequisiteTests
{
    [Fact]
    public void The_tool_manifest_names_the_PowerShell_that_the_tests_bring()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Repository.Path(".config", "dotnet-tools.json")));
        var packages = XDocument.Load(Repository.Path("Directory.Packages.props"));

        Assert.Equal(
            packages.Descendants("PowerShellVersion").Single().Value,
            manifest.RootElement.GetProperty("tools").GetProperty("powershell").GetProperty("version").GetString());
    }
}
