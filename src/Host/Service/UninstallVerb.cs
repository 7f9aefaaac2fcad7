using HpcScheduler.Execution.Local;

namespace HpcScheduler.Host.Service;

/// <summary>
/// Ends the service of the machine's scheduler and removes it; tasks that run go on. Its data stay, unless they are to go too. Says on standard
/// output, in one line of JSON, why it could not.
/// </summary>
internal static class UninstallVerb
{
    public static int Run(HostOptions options) => SilentVerb.RunWriting(options.Path, () => Uninstall(options));

    /// <summary>Refuses a unit of this name that somebody else has made.</summary>
    /// <exception cref="SchedulerException">HpcServiceForeign.</exception>
    public static void CheckOwn()
    {
        if (File.Exists(ServiceUnit.File) && File.ReadLines(ServiceUnit.File).FirstOrDefault() != ServiceUnit.Mark)
            throw new SchedulerException(SchedulerErrors.ServiceForeign, ServiceUnit.File, ServiceUnit.File);
    }

    private static void Uninstall(HostOptions options)
    {
        MachineRequirements.Check();
        ServiceControl.Require();
        if (!File.Exists(ServiceUnit.File))
            throw new SchedulerException(SchedulerErrors.ServiceNotFound, ServiceUnit.File, ServiceUnit.File);
        CheckOwn();
        var attempts = new HostFolder(options.Path).Attempts;
        // Before anything is done: nobody would know of them any more.
        if (options.RemoveData && AttemptProcesses.FindAll(attempts) is { Count: > 0 } processes)
            throw new SchedulerException(SchedulerErrors.TasksRun, options.Path, options.Path, processes.Select(process => process.Attempt).Distinct().Count());
        ServiceControl.Do("disable", "--now", ServiceUnit.Name);
        File.Delete(ServiceUnit.File);
        ServiceControl.Do("daemon-reload");
        if (options.RemoveData && Directory.Exists(options.Path))
            Directory.Delete(options.Path, recursive: true);
    }
}
