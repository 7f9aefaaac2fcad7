using System.Text.Json;
using HpcScheduler.Host.Checks;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host;

/// <summary>
/// Checks a scheduler, whether its host runs or not, from a process of its own: a host that does not answer is checked like any other. Says
/// what it found on standard output, a line of JSON for each check as soon as it is made.
/// </summary>
internal static class TestVerb
{
    public static int Run(HostOptions options)
    {
        try
        {
            foreach (var check in SchedulerChecks.Of(HostFolder.Find(options.Path)))
                Say(new Line<HpcSchedulerCheck> { Item = check });
            return ExitCodes.Success;
        }
        catch (SchedulerException exception)
        {
            Say(new Line<HpcSchedulerCheck> { Problem = Problem.From(exception) });
            return ExitCodes.Unavailable;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Say(new Line<HpcSchedulerCheck> { Problem = Problem.From(new HostFolder(options.Path).NotUsable(exception)) });
            return ExitCodes.Unavailable;
        }
    }

    private static void Say(Line<HpcSchedulerCheck> line) =>
        Console.WriteLine(JsonSerializer.Serialize(line, ProtocolJson.Default.LineHpcSchedulerCheck));
}
