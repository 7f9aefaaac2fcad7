namespace HpcScheduler.Pester;

/// <summary>The Pester files run in two lanes side by side; this one takes the first file, the third, and so on.</summary>
public sealed class FirstLane(ITestOutputHelper output)
{
    /// <summary>The files of this lane.</summary>
    public static TheoryData<string> Files => [.. PesterFile.Names.Where((_, index) => index % 2 == 0)];

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Files))]
    public Task Pester_file_passes(string file) => PesterFile.RunAsync(file, output, TestContext.Current.CancellationToken);
}
