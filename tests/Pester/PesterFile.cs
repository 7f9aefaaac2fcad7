using System.ComponentModel;
using System.Diagnostics;

namespace HpcScheduler.Pester;

/// <summary>Runs one Pester file in a fresh PowerShell on the packaged module.</summary>
internal sealed class PesterFile(string path, string resultFile)
{
    /// <summary>The exit code of Run.ps1 for "Pester is not installed".</summary>
    private const int PesterIsMissing = 3;

    /// <summary>No file of ours takes a minute; ten leave room for a slow machine and still end a hang.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Every Pester file of the project, by name.</summary>
    public static IEnumerable<string> Names => Directory
        .EnumerateFiles(Repository.Path("tests", "Pester"), "*.Tests.ps1")
        .Select(file => Path.GetFileName(file))
        .Order(StringComparer.Ordinal);

    /// <summary>Runs the file of the project with this name, and fails or skips the test that asked as it went.</summary>
    public static async Task RunAsync(string name, ITestOutputHelper output, CancellationToken token)
    {
        var result = Repository.Path("tests", "TestResults", "HpcScheduler.Pester", Path.ChangeExtension(name, ".xml"));
        var outcome = await new PesterFile(Repository.Path("tests", "Pester", name), result).RunAsync(token);
        output.WriteLine(outcome.Output);
        outcome.RequirePrerequisites();
        Assert.True(outcome.Passed, outcome.Problems);
    }

    /// <summary>Runs the file.</summary>
    public async Task<PesterOutcome> RunAsync(CancellationToken token)
    {
        using var process = new Process { StartInfo = Command() };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return new PesterOutcome(false, "", "", "PowerShell (pwsh) is not on the PATH.");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(Limit);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await Task.WhenAll(output, errors, process.WaitForExitAsync(limit.Token)).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            return new PesterOutcome(false, "", $"Not done after {Limit}, or a process that it started still holds its output.", null);
        }

        return process.ExitCode == PesterIsMissing
            ? new PesterOutcome(false, await output, "", (await errors).Trim())
            : new PesterOutcome(process.ExitCode == 0, await output, await errors, null);
    }

    private ProcessStartInfo Command()
    {
        var command = new ProcessStartInfo("pwsh")
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["HPCSCHEDULER_MODULE"] = Repository.Path("out", "HpcScheduler"),
                ["NO_COLOR"] = "1",
                ["POWERSHELL_UPDATECHECK"] = "Off",
            },
        };
        command.Environment.Remove("CCP_SCHEDULER");
        string[] arguments =
        [
            "-NoProfile", "-NonInteractive", "-File", Repository.Path("tests", "Pester", "Run.ps1"), "-Path", path, "-ResultFile", resultFile,
        ];
        foreach (var argument in arguments)
        {
            command.ArgumentList.Add(argument);
        }

        return command;
    }
}
