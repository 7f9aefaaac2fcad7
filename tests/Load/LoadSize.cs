using System.Globalization;

namespace HpcScheduler.Load;

/// <summary>How much is asked of a host. Short unless the environment says otherwise; build.ps1 does for the long form.</summary>
internal static class LoadSize
{
    /// <summary>How long requests come.</summary>
    public static TimeSpan Time { get; } = TimeSpan.FromMinutes(Number("MINUTES", 0.1));

    /// <summary>How many clients send them.</summary>
    public static int Clients { get; } = (int)Number("CLIENTS", 20);

    /// <summary>How many come in a second, from all clients together.</summary>
    public static int RequestsPerSecond { get; } = (int)Number("RATE", 100);

    /// <summary>How many tasks wait beside them, all the while.</summary>
    public static int QueuedTasks { get; } = (int)Number("QUEUE", 2000);

    /// <summary>How many tasks a host has run that is compared with a fresh one.</summary>
    public static int TasksOfOldHost { get; } = (int)Number("TASKS", 1000);

    private static double Number(string name, double otherwise) =>
        double.TryParse(Environment.GetEnvironmentVariable("HPCSCHEDULER_LOAD_" + name), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
