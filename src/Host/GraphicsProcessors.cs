using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace HpcScheduler.Host;

/// <summary>The graphics processors of this machine, as the program of their driver lists them (scheduler reference, section 7.5).</summary>
internal static class GraphicsProcessors
{
    /// <summary>The driver's program.</summary>
    public const string Program = "nvidia-smi";

    /// <summary>A driver that has to wake its devices takes a second or two; one that takes longer hangs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Their numbers, in order. None where the program is not there, fails, says something else than numbers, or does not end in time; then it is
    /// killed.
    /// </summary>
    /// <param name="program">A path, or a name that is looked for in PATH.</param>
    /// <param name="patience">How long it may take.</param>
    public static async Task<IReadOnlyList<int>> FindAsync(string program, TimeSpan patience)
    {
        // To start a program can itself hang, on a disk that does not answer.
        var finding = Task.Run(() => RunAsync(program, patience));
        await Task.WhenAny(finding, Task.Delay(2 * patience)).ConfigureAwait(false);
        return finding.IsCompletedSuccessfully ? await finding.ConfigureAwait(false) : [];
    }

    private static async Task<IReadOnlyList<int>> RunAsync(string program, TimeSpan patience)
    {
        if (Locate(program) is not { } path)
            return [];
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(path, ["--query-gpu=index", "--format=csv,noheader"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        using var over = new CancellationTokenSource(patience);
        try
        {
            process.Start();
            process.StandardInput.Close();
            var errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null, over.Token);
            var output = await process.StandardOutput.ReadToEndAsync(over.Token).ConfigureAwait(false);
            await errors.ConfigureAwait(false);
            await process.WaitForExitAsync(over.Token).ConfigureAwait(false);
            return process.ExitCode == 0 ? Numbers(output) : [];
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return [];
        }
        catch (Exception fault) when (fault is Win32Exception or IOException)
        {
            return [];
        }
    }

    private static string? Locate(string program) => program.Contains('/', StringComparison.Ordinal)
        ? program
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Join(folder, program))
            .FirstOrDefault(File.Exists);

    // A program that says anything else is not the one that is meant.
    private static int[] Numbers(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var numbers = lines.Select(line => int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToList();
        return numbers.Contains(-1) ? [] : [.. numbers.Distinct().Order()];
    }
}
