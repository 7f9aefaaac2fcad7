using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace HpcScheduler.Host;

/// <summary>The log of a host: host.log in its folder, and a few older ones; in the foreground the error output too.</summary>
internal static class HostLog
{
    private const long FileSize = 4 * 1024 * 1024;
    private const int Files = 5;

    private const string Template = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} [{ProcessId}] {Level:u3} {Message:lj}{NewLine}{Exception}";

    public static Logger Open(HostFolder folder, bool isForeground)
    {
        try
        {
            var log = new LoggerConfiguration();
            if (isForeground)
                log.WriteTo.Sink(new ErrorOutputSink(new MessageTemplateTextFormatter(Template, CultureInfo.InvariantCulture)));
            return log
                .Enrich.WithProperty("ProcessId", Environment.ProcessId)
                .WriteTo.File(
                    folder.Log,
                    fileSizeLimitBytes: FileSize,
                    rollOnFileSizeLimit: true,
                    retainedFileCountLimit: Files,
                    formatProvider: CultureInfo.InvariantCulture,
                    outputTemplate: Template)
                .CreateLogger();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw folder.NotUsable(exception);
        }
    }

    /// <summary>
    /// Closes it. What cannot be written any more, as on a full disk, is lost: how the host ends has been decided, and is told by its exit code.
    /// </summary>
    public static async ValueTask CloseAsync(Logger log)
    {
        try
        {
            await log.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or AggregateException)
        {
            await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
        }
    }

    /// <summary>Has what nobody catches written down before it ends the host: its error output leads nowhere.</summary>
    public static void TakeUnhandled(ILogger log)
    {
        AppDomain.CurrentDomain.UnhandledException += (_, happened) =>
            log.Fatal(happened.ExceptionObject as Exception, "The host is ended by an exception that nobody caught");
        TaskScheduler.UnobservedTaskException += (_, happened) => log.Error(happened.Exception, "A task of the host failed, and nobody asked for its end");
    }

    private sealed class ErrorOutputSink(ITextFormatter formatter) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => formatter.Format(logEvent, Console.Error);
    }
}
