using System.Text.Json;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host;

/// <summary>
/// Copies the database of a scheduler, whether its host runs or not, and starts none. Says on standard output, in one line of JSON, why it
/// could not.
/// </summary>
internal static class BackupVerb
{
    public static int Run(HostOptions options)
    {
        try
        {
            Backup.Make(HostFolder.Find(options.Path), options.Destination, options.Force);
            return ExitCodes.Success;
        }
        catch (SchedulerException exception)
        {
            Console.WriteLine(JsonSerializer.Serialize(Problem.From(exception), ProtocolJson.Default.Problem));
            return ExitCodes.Unavailable;
        }
    }
}
