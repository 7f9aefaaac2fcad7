using System.Diagnostics;

namespace HpcScheduler;

/// <summary>The PowerShell that tests start: the one on the PATH if it is new enough, else the one that NuGet has brought.</summary>
internal static class PowerShellProgram
{
    private const string Question = "$PSVersionTable.PSVersion.ToString(); [Environment]::ProcessPath; $PSHOME";

    private static readonly Version Oldest = new(7, 6);

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromMinutes(1);

    private static readonly Lazy<(string[] Command, string Description)> Found = new(() => Installed() ?? Brought());

    /// <summary>The program and its first arguments. It is PowerShell itself, not what a .NET tool puts before it.</summary>
    public static IReadOnlyList<string> Command => Found.Value.Command;

    /// <summary>Which it is, for people.</summary>
    public static string Description => Found.Value.Description;

    /// <summary>The program that runs .dll files.</summary>
    public static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? OnPath("dotnet") ?? "dotnet";

    private static (string[] Command, string Description)? Installed()
    {
        if (OnPath("pwsh") is not { } program)
            return null;
        using var process = Process.Start(new ProcessStartInfo(program, ["-NoProfile", "-NonInteractive", "-Command", Question])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["POWERSHELL_UPDATECHECK"] = "Off", ["NO_COLOR"] = "1" },
        })!;
        process.StandardInput.Close();
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var said = process.StandardOutput.ReadToEndAsync();
        if (!said.Wait(AnswerLimit))
        {
            process.Kill(entireProcessTree: true);
            return null;
        }

        if (said.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries) is not [var version, var path, var home]
            || !Version.TryParse(version.Split('-')[0], out var number) || number < Oldest)
            return null;
        string[] command = Path.GetFileName(path) == "dotnet" ? [path, Path.Join(home, "pwsh.dll")] : [path];
        return (command, $"PowerShell {version}, installed as {program}");
    }

    private static (string[] Command, string Description) Brought()
    {
        var file = Repository.Metadata("PowerShell");
        return ([Dotnet, file], $"PowerShell of NuGet, {file}");
    }

    private static string? OnPath(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Join(folder, name))
        .FirstOrDefault(File.Exists);
}
