namespace HpcScheduler.Host;

/// <summary>
/// Copies the database of a scheduler, whether its host runs or not, and starts none. Says on standard output, in one line of JSON, why it
/// could not.
/// </summary>
internal static class BackupVerb
{
    public static int Run(HostOptions options) =>
        SilentVerb.Run(() => Backup.Make(HostFolder.Find(options.Path), options.Destination, options.Force));
}
