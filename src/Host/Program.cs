using HpcScheduler.Host;
using HpcScheduler.Host.Service;

HostOptions options;
try
{
    options = HostOptions.Parse(args);
    CrashGate.Arm();
}
catch (FormatException exception)
{
    await Console.Error.WriteLineAsync(exception.Message + Environment.NewLine + HostOptions.Usage);
    return ExitCodes.Usage;
}

return options.Verb switch
{
    "run" => await RunVerb.RunAsync(options),
    "backup" => BackupVerb.Run(options),
    "test" => TestVerb.Run(options),
    "install" => InstallVerb.Run(options),
    "uninstall" => UninstallVerb.Run(options),
    "connect" => await HpcScheduler.Host.Remote.ConnectVerb.RunAsync(options),
    "demo" => await HpcScheduler.Host.Demo.DemoVerb.RunAsync(),
    _ => VersionVerb.Run(),
};
