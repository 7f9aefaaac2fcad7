namespace HpcScheduler.Cmdlets;

/// <summary>The message of a cancel or finish: kept whole, so one that is too long is refused before anything is stopped.</summary>
internal static class StopMessage
{
    /// <summary>The message as it is sent.</summary>
    /// <exception cref="SchedulerException"><see cref="SchedulerErrors.MessageTooLong"/>.</exception>
    public static string Check(string? message)
    {
        var characters = 0;
        foreach (var _ in (message ?? "").EnumerateRunes())
            characters++;
        return characters <= Limits.Message
            ? message ?? ""
            : throw new SchedulerException(SchedulerErrors.MessageTooLong, message, characters, Limits.Message);
    }
}
