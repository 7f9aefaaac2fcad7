using System.Runtime.InteropServices;

namespace HpcScheduler.Host.Demo;

/// <summary>Shows a scheduler at work in a temporary folder, by the way a user's request goes, and leaves nothing behind.</summary>
internal static class DemoVerb
{
    private const int Failure = 1;

    public static async Task<int> RunAsync()
    {
        using var interrupted = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        try
        {
            var scheduler = new DemoScheduler(interrupted.Token);
            await using (scheduler.ConfigureAwait(false))
            {
                await scheduler.StartAsync().ConfigureAwait(false);
                await new DemoStory(scheduler).TellAsync().ConfigureAwait(false);
            }

            Console.WriteLine();
            Console.WriteLine("The host has stopped and its folder is gone.");
            return ExitCodes.Success;
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Interrupted; nothing is left behind.").ConfigureAwait(false);
            return Failure;
        }
        catch (Exception exception) when (exception is SchedulerException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return Failure;
        }

        void Interrupt(PosixSignalContext signal)
        {
            signal.Cancel = true;
            interrupted.Cancel();
        }
    }
}
