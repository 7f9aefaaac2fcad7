using System.Diagnostics;

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

    [Theory]
    [InlineData("killed")]
    [InlineData("canceled")]
    public async Task A_file_that_is_killed_takes_with_it_what_it_had_started(string end)
    {
        var folder = Directory.CreateTempSubdirectory("hpc-");
        try
        {
            var pipe = Path.Join(folder.FullName, "says");
            using (var made = Process.Start("mkfifo", [pipe]))
                await made.WaitForExitAsync(TestContext.Current.CancellationToken);
            using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            var variables = new Dictionary<string, string> { ["SAMPLE_SAYS"] = pipe, ["SAMPLE_ENDS"] = end };
            var sample = new PesterFile(Repository.Path("tests", "Pester", "Samples", "Starting.ps1"), Path.Join(folder.FullName, "result.xml"), variables);
            var run = sample.RunAsync(cancellation.Token);

            var said = File.ReadAllTextAsync(pipe, TestContext.Current.CancellationToken);
            if (await Task.WhenAny(said, run) == run)
                Assert.Fail((await run).Output);
            var processes = (await said).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (end == "canceled")
            {
                await cancellation.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
            }
            else
            {
                Assert.False((await run).Passed);
            }

            Assert.Equal(3, processes.Length);
            Assert.DoesNotContain(processes, process => Directory.Exists("/proc/" + process));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<PesterOutcome> RunSampleAsync(string name)
    {
        var folder = Directory.CreateTempSubdirectory("hpc-");
        try
        {
            var sample = Repository.Path("tests", "Pester", "Samples", name + ".ps1");
            var outcome = await new PesterFile(sample, Path.Combine(folder.FullName, "result.xml")).RunAsync(TestContext.Current.CancellationToken);
            return outcome;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
