using System.Globalization;
using Serilog;

namespace HpcScheduler.Host;

/// <summary>The log of a host: host.log in its folder, and a few older ones.</summary>
internal static class HostLog
{
    private const long FileSize = 4 * 1024 * 1024;
    private const int Files = 5;

    public static Serilog.Core.Logger Open(HostFolder folder)
    {
        try
        {
            return new LoggerConfiguration()
                .Enrich.WithProperty("ProcessId", Environment.ProcessId)
                .WriteTo.File(
                    folder.Log,
                    fileSizeLimitBytes: FileSize,
                    rollOnFileSizeLimit: true,
                    retainedFileCountLimit: Files,
                    formatProvider: CultureInfo.InvariantCulture,
                    outputTemplate: "{Timestamp:yyyy-MM-dd HH:mm:ss.fff zzz} [{ProcessId}] {Level:u3} {Message:lj}{NewLine}{Exception}")
                .CreateLogger();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw folder.NotUsable(exception);
        }
    }
}
