namespace HpcScheduler.Pester;

/// <summary>A runner that lets a failure pass would make every Pester file worthless.</summary>
public sealed class RunnerTests
{
    [Fact]
    public async Task A_file_with_a_passing_and_a_skipped_test_passes()
    {
        var outcome = await RunSampleAsync("Passing");
        Assert.True(outcome.Passed, outcome.Problems);
        Assert.Contains("1 passed, 0 failed, 1 skipped", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Failing", "one is two")]
    [InlineData("Failing", "the test is broken")]
    [InlineData("FailingSetup", "the setup is broken")]
    [InlineData("FailingDiscovery", "the file is broken")]
    [InlineData("Unparsable", "Missing closing")]
    [InlineData("Empty", "no test")]
    public async Task A_bad_file_fails_and_says_why(string sample, string reason)
    {
        var outcome = await RunSampleAsync(sample);
        Assert.False(outcome.Passed);
        Assert.Contains(reason, outcome.Problems, StringComparison.Ordinal);
    }

    private static async Task<PesterOutcome> RunSampleAsync(string name)
    {
        var folder = Directory.CreateTempSubdirectory("hpc-");
        try
        {
            var sample = Repository.Path("tests", "Pester", "Samples", name + ".ps1");
            var outcome = await new PesterFile(sample, Path.Combine(folder.FullName, "result.xml")).RunAsync(TestContext.Current.CancellationToken);
            outcome.RequirePrerequisites();
            return outcome;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
