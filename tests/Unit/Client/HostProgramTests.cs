using System.Runtime.Versioning;
using HpcScheduler.Client;

namespace HpcScheduler.Unit.Client;

[UnsupportedOSPlatform("windows")]
public sealed class HostProgramTests : IDisposable
{
    private const UnixFileMode MayRead = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = Directory.CreateTempSubdirectory("hpc").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_program_that_may_be_executed_is() => Assert.Equal([Make("host", executable: true)], HostProgram.Find(Make("host.dll")[..^4], "dotnet"));

    [Fact]
    public void A_program_that_lost_its_right_to_execute_is_run_by_dotnet()
    {
        var (program, library) = (Make("host"), Make("host.dll"));

        Assert.Equal(["/d/dotnet", library], HostProgram.Find(program, "/d/dotnet"));
        Assert.Equal(["/d/dotnet", library], HostProgram.Find(library, "/d/dotnet"));
    }

    [Fact]
    public void Without_dotnet_the_runtime_is_missing_and_without_a_library_the_host()
    {
        var (program, library) = (Make("host"), Make("host.dll"));
        Assert.Same(SchedulerErrors.RuntimeMissing, Assert.Throws<SchedulerException>(() => HostProgram.Find(program, null)).Error);

        File.Delete(library);
        Assert.Same(SchedulerErrors.HostMissing, Assert.Throws<SchedulerException>(() => HostProgram.Find(program, "/d/dotnet")).Error);
    }

    [Fact]
    public void The_dotnet_that_has_the_runtime_goes_before_one_that_has_it_not()
    {
        Make("bare/dotnet");
        var whole = Make("whole/dotnet");
        var link = Path.Join(_folder, "bin", "dotnet");
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, whole);

        string? Find() => Dotnet.Find("/usr/bin/pwsh", name => name switch
        {
            "DOTNET_ROOT" => Path.Join(_folder, "bare"),
            "PATH" => $"{_folder}/none:relative:{_folder}/bin",
            _ => null,
        });

        Directory.CreateDirectory(Path.Join(_folder, "whole", "shared", "Microsoft.AspNetCore.App", "10.0.0"));
        Assert.Equal(link, Find());
    }

    private string Make(string name, bool executable = false)
    {
        var path = Path.Join(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        File.SetUnixFileMode(path, executable ? MayRead | UnixFileMode.UserExecute : MayRead);
        return path;
    }
}
