namespace HpcScheduler.Cmdlets;

/// <summary>Properties that jobs and tasks both have, from the texts of users.</summary>
internal static class PropertyTexts
{
    /// <summary>Exit codes as they are sent; null if none were given.</summary>
    /// <exception cref="SchedulerException"><see cref="SchedulerErrors.InvalidExitCodes"/>.</exception>
    public static string? ExitCodes(string? text, string parameter)
    {
        ExitCodeList.Parse(text, parameter);
        return text;
    }

    /// <summary>Custom properties, those given after those said elsewhere; null for none.</summary>
    /// <exception cref="SchedulerException"><see cref="SchedulerErrors.InvalidCustomProperties"/>.</exception>
    public static IReadOnlyList<string>? CustomProperties(string[]? given, IReadOnlyList<string>? elsewhere) =>
        given is null ? elsewhere : CustomPropertyList.Parse([.. elsewhere ?? [], .. given]);
}
