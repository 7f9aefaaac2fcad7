using System.Diagnostics;

namespace HpcScheduler.Pester;

/// <summary>The last line of <c>dotnet test</c> counts single tests, and what was skipped says why.</summary>
public sealed class CountTests
{
    private const string Results = """
        <UnitTestResult testName="Suite.One" outcome="Passed" />
        <UnitTestResult testName="Suite.Two &amp; three" outcome="NotExecuted">
          <Output>
            <ErrorInfo>
              <Message>It needs root &lt;0&gt;.</Message>
            </ErrorInfo>
          </Output>
        </UnitTestResult>
        <UnitTestResult testName="HpcScheduler.Pester.FirstLane.Pester_file_passes(file: &quot;Whole.Tests.ps1&quot;)" outcome="Passed" />
        <UnitTestResult testName="HpcScheduler.Pester.FirstLane.Pester_file_passes(file: &quot;Lost.Tests.ps1&quot;)" outcome="Failed" />
        <UnitTestResult testName="HpcScheduler.Pester.FirstLane.Pester_file_passes(file: &quot;Part.Tests.ps1&quot;)" outcome="Passed" />
        <UnitTestResult testName="HpcScheduler.Pester.FirstLane.Pester_file_passes(file: &quot;Left.Tests.ps1&quot;)" outcome="NotExecuted">
          <Output>
            <ErrorInfo>
              <Message>There is no sshd.</Message>
            </ErrorInfo>
          </Output>
        </UnitTestResult>
        """;

    private const string Whole = """
        <test-run id="2" testcasecount="5" result="Passed" total="5" passed="3" failed="0" inconclusive="0" skipped="2">
            <test-case name="a" fullname="Thing.a" result="Passed" />
            <test-case name="b" fullname="Thing.b" result="Skipped">
              <reason>
                <message><![CDATA[is skipped, because there is no systemd]]></message>
              </reason>
            </test-case>
            <test-case name="c" fullname="Thing.c" result="Skipped" />
        </test-run>
        """;

    private const string Part = """
        <test-run id="2" testcasecount="2" result="Passed" total="2" passed="1" failed="0" inconclusive="0" skipped="1">
            <test-case name="a" fullname="Thing.a" result="Skipped" />
        </test-run>
        """;

    [Fact]
    public async Task It_counts_the_tests_inside_Pester_files_and_says_why_tests_were_skipped()
    {
        var folder = Directory.CreateTempSubdirectory("hpc-");
        try
        {
            await File.WriteAllTextAsync(Path.Join(folder.FullName, "Whole.Tests.xml"), Whole, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Join(folder.FullName, "Part.Tests.xml"), Part, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Join(folder.FullName, "Part.Tests.skipped"), "They need root.\n", TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(Path.Join(folder.FullName, "ran-by.txt"), "By this one.\n", TestContext.Current.CancellationToken);

            var lines = await CountAsync(folder.FullName);

            Assert.Equal(
                [
                    "skipped: Suite.Two & three: It needs root <0>.",
                    "skipped: Whole.Tests.ps1: Thing.b: is skipped, because there is no systemd",
                    "skipped: Whole.Tests.ps1: Thing.c: no reason given",
                    "skipped: Part.Tests.ps1: They need root.",
                    "skipped: Left.Tests.ps1: There is no sshd.",
                    "By this one.",
                    "5 passed, 1 failed, 5 skipped",
                ],
                lines);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string[]> CountAsync(string folder)
    {
        using var awk = Process.Start(new ProcessStartInfo("awk", ["-f", Repository.Path("tests", "count.awk"), "-v", "results=" + folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await awk.StandardInput.WriteAsync(Results);
        awk.StandardInput.Close();
        var text = await awk.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await awk.WaitForExitAsync(TestContext.Current.CancellationToken);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
