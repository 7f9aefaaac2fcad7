using System.Text.Json;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host;

/// <summary>A verb that says nothing if it goes well, and else in one line of JSON on standard output why it did not.</summary>
internal static class SilentVerb
{
    /// <summary>Does it.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(Action work)
    {
        try
        {
            work();
            return ExitCodes.Success;
        }
        catch (SchedulerException exception)
        {
            Console.WriteLine(JsonSerializer.Serialize(Problem.From(exception), ProtocolJson.Default.Problem));
            return ExitCodes.Unavailable;
        }
    }

    /// <summary>Does what writes to a file or folder that the system may refuse to be written.</summary>
    /// <returns>The exit code.</returns>
    public static int RunWriting(string path, Action work) => Run(() =>
    {
        try
        {
            work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SchedulerException(SchedulerErrors.FileNotWritable, path, path, exception.Message.TrimEnd('.'));
        }
    });
}
