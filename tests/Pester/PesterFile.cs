using System.Diagnostics;

namespace HpcScheduler.Pester;

/// <summary>
/// Runs one Pester file in a fresh PowerShell on the packaged module. Whatever becomes of it, nothing that it has started outlives it, and its
/// temporary files are removed.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="resultFile">Where Pester's results go.</param>
/// <param name="variables">Variables beside those that every file has.</param>
internal sealed class PesterFile(string path, string resultFile, IReadOnlyDictionary<string, string>? variables = null)
{
    /// <summary>No file of ours takes a minute; ten leave room for a slow machine and still end a hang.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>A folder whose 'pwsh' is the PowerShell that runs the files: some tests start another one.</summary>
    private static readonly Lazy<string> ProgramFolder = new(MakeProgramFolder);

    private static readonly string Results = Repository.Path("tests", "TestResults", "HpcScheduler.Pester");

    /// <summary>Every Pester file of the project, by name.</summary>
    public static IEnumerable<string> Names => Directory
        .EnumerateFiles(Repository.Path("tests", "Pester"), "*.Tests.ps1")
        .Select(file => Path.GetFileName(file))
        .Order(StringComparer.Ordinal);

    /// <summary>Runs the file of the project with this name, and fails the test that asked as it went.</summary>
    public static async Task RunAsync(string name, ITestOutputHelper output, CancellationToken token)
    {
        var result = Path.Join(Results, Path.ChangeExtension(name, ".xml"));
        var outcome = await new PesterFile(Repository.Path("tests", "Pester", name), result).RunAsync(token);
        output.WriteLine(outcome.Output);
        Assert.True(outcome.Passed, outcome.Problems);
    }

    /// <summary>Runs the file.</summary>
    /// <exception cref="OperationCanceledException">The token was canceled; the file and what it had started are gone.</exception>
    public async Task<PesterOutcome> RunAsync(CancellationToken token)
    {
        var temporary = Directory.CreateTempSubdirectory("hpc-");
        try
        {
            // As the folder of which it takes the place: some tests are other users too.
            temporary.UnixFileMode = UnixFileMode.StickyBit | (UnixFileMode)0b111_111_111;
            return await RunAsync(temporary.FullName, token);
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    private async Task<PesterOutcome> RunAsync(string temporary, CancellationToken token)
    {
        using var process = Process.Start(Command(temporary))!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(Limit);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using (limit.Token.Register(process.StandardInput.Close))
            await Task.WhenAll(output, errors, process.WaitForExitAsync(CancellationToken.None));
        token.ThrowIfCancellationRequested();
        return limit.IsCancellationRequested
            ? new PesterOutcome(false, await output, $"Not done after {Limit}. {await errors}")
            : new PesterOutcome(process.ExitCode == 0, await output, await errors);
    }

    private ProcessStartInfo Command(string temporary)
    {
        string[] arguments =
        [
            typeof(PesterFile).Assembly.Location, Guard.Verb, .. PowerShellProgram.Command, "-NoProfile", "-NonInteractive",
            "-File", Repository.Path("tests", "Pester", "Run.ps1"), "-Path", path, "-ResultFile", resultFile, "-Pester", Repository.Metadata("Pester"),
        ];
        var command = new ProcessStartInfo(PowerShellProgram.Dotnet, arguments)
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
                ["TMPDIR"] = temporary,
                ["PATH"] = $"{ProgramFolder.Value}:{Environment.GetEnvironmentVariable("PATH")}",
            },
        };
        command.Environment.Remove("CCP_SCHEDULER");
        foreach (var (name, value) in variables ?? new Dictionary<string, string>())
            command.Environment[name] = value;
        return command;
    }

    private static string MakeProgramFolder()
    {
        var folder = Directory.CreateDirectory(Repository.Path("out", "pwsh"));
        // Other users may not read the packages in a home, so it is the copy beside the tests where it is the one of NuGet.
        var brought = Repository.Metadata("PowerShell");
        var command = PowerShellProgram.Command.Select(part => part == brought ? Repository.Path("out", "PowerShell", "unix", "pwsh.dll") : part);
        var file = Path.Join(folder.FullName, "pwsh");
        File.WriteAllText(file, $"#!/bin/sh\nexec {string.Join(' ', command.Select(part => $"'{part}'"))} \"$@\"\n");
        File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
        Directory.CreateDirectory(Results);
        File.WriteAllText(Path.Join(Results, "ran-by.txt"), $"Pester files: {PowerShellProgram.Description}; Pester {Repository.Metadata("Pester")}\n");
        return folder.FullName;
    }
}
