using System.Text.RegularExpressions;

namespace HpcScheduler.Unit.Architecture;

/// <summary>Names say what a thing is.</summary>
public sealed partial class NamesTests
{
    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void No_type_has_a_name_that_says_nothing(string folder) =>
        Assert.Empty(Sources.Of(folder).SelectMany(source => EmptyName().Matches(source.Text).Select(match => $"{source.Path}: {match.Value}")));

    [Fact]
    public void No_source_names_the_folder_it_was_written_in()
    {
        var root = Path.TrimEndingDirectorySeparator(Repository.Root) + Path.DirectorySeparatorChar;
        Assert.Empty(Sources.Of("src").Where(source => source.Text.Contains('"' + root, StringComparison.Ordinal)).Select(source => source.Path));
    }

    [GeneratedRegex(@"\b(class|record|struct|interface|enum)\s+\w*(Utils?|Utility|Utilities|Helpers?|Managers?|Common)\b")]
    private static partial Regex EmptyName();
}
