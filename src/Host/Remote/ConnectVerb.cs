using System.Text.Json;
using HpcScheduler.Client;
using HpcScheduler.Protocol;

namespace HpcScheduler.Host.Remote;

/// <summary>
/// The far end of an ssh address: started by ssh for whoever came in, it brings standard input and output to the host of one of that user's
/// schedulers. It is no host itself, and may do what the user may.
/// </summary>
internal static class ConnectVerb
{
    public static async Task<int> RunAsync(HostOptions options)
    {
        // The host that it starts is this program once more.
        Environment.SetEnvironmentVariable("HPCSCHEDULER_HOST", HostProgramPath.OfThis());
        var (input, output) = (Console.OpenStandardInput(), Console.OpenStandardOutput());
        try
        {
            await new FarSide(options.Scheduler, input, output).RunAsync().ConfigureAwait(false);
            return ExitCodes.Success;
        }
        catch (SchedulerException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return ExitCodes.Usage;
        }
    }
}
