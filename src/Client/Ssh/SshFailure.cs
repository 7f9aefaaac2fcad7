namespace HpcScheduler.Client;

/// <summary>Tells from ssh's end and words what went wrong. The words are OpenSSH's; others only make the error less exact.</summary>
internal static class SshFailure
{
    /// <summary>The error for a connection that was not made.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="exitCode">How ssh ended; null if it still ran.</param>
    /// <param name="words">What it and the far side said.</param>
    public static SchedulerException Of(SshAddress address, int? exitCode, string words)
    {
        var said = words.Length == 0 ? exitCode is { } code ? $"ssh ended with {code} and said nothing" : "nothing was said" : words;
        var error = exitCode switch
        {
            SshProgram.NothingThere => SchedulerErrors.FarSideMissing,
            SshProgram.OwnFailure when Says("Host key verification failed") => SchedulerErrors.SshHostKeyRefused,
            SshProgram.OwnFailure when Says("Permission denied") || Says("Too many authentication failures") => SchedulerErrors.SshPermissionDenied,
            _ => SchedulerErrors.SshFailed,
        };
        return new SchedulerException(error, address.ToString(), address.ToString(), said);

        bool Says(string text) => words.Contains(text, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>An ssh connection that broke in the middle.</summary>
internal sealed class SshBrokenException(string message) : IOException(message);
