using System.Runtime.InteropServices;
using HpcScheduler.Host.Checks;

namespace HpcScheduler.Host.Service;

/// <summary>
/// Makes the machine's scheduler a service of systemd, which starts it now and whenever the machine starts. One that is there is brought up to date;
/// its running tasks go on. Says on standard output, in one line of JSON, why it could not.
/// </summary>
internal static class InstallVerb
{
    private const UnixFileMode ForAllToRead = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public static int Run(HostOptions options) => SilentVerb.RunWriting(ServiceUnit.File, () => Install(options));

    private static void Install(HostOptions options)
    {
        MachineRequirements.Check();
        ServiceControl.Require();
        var command = HostProgramPath.Command();
        foreach (var program in command)
            ProgramSafety.Check(program);
        var folder = new HostFolder(options.Path);
        if (!ServiceControl.IsActive() && RunningHost.Find(folder) is { } other)
            throw new SchedulerException(SchedulerErrors.SchedulerRuns, folder.Path, folder.Path, other);
        UninstallVerb.CheckOwn();

        // Above shared/Microsoft.NETCore.App/VERSION.
        var runtime = Path.GetFullPath(Path.Join(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var draft = ServiceUnit.File + ".new";
        File.WriteAllText(draft, ServiceUnit.Text(command, folder.Path, runtime, options.SubscribedCores));
        File.SetUnixFileMode(draft, ForAllToRead);
        File.Move(draft, ServiceUnit.File, overwrite: true);
        ServiceControl.Do("daemon-reload");
        ServiceControl.Do("enable", ServiceUnit.Name);
        ServiceControl.Do("restart", ServiceUnit.Name);
    }
}
