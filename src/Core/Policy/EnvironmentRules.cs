namespace HpcScheduler.Core.Policy;

/// <summary>What an environment variable may look like, and which names belong to the scheduler (scheduler reference, section 9).</summary>
internal static class EnvironmentRules
{
    private static readonly string[] ReservedPrefixes = ["CCP_", "HPCSCHEDULER_"];

    /// <summary>Splits name=value.</summary>
    public static KeyValuePair<string, string> Split(string variable)
    {
        var equals = variable.IndexOf('=', StringComparison.Ordinal);
        return new(variable[..equals], variable[(equals + 1)..]);
    }

    /// <summary>Checks a list of variables.</summary>
    /// <exception cref="SchedulerException">HpcInvalidEnvironmentVariable, HpcReservedEnvironmentVariable, HpcValueTooLong, HpcNullCharacter.</exception>
    public static void Check(string parameter, IReadOnlyList<string>? variables)
    {
        if (variables is null)
            return;
        var total = 0;
        foreach (var variable in variables)
        {
            var equals = variable.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw Invalid(variable, "it has no name and no equals sign");
            var name = variable.AsSpan(0, equals);
            if (char.IsAsciiDigit(name[0]))
                throw Invalid(variable, "its name starts with a digit");
            foreach (var letter in name)
            {
                if (!char.IsAsciiLetterOrDigit(letter) && letter != '_')
                    throw Invalid(variable, $"its name has the character '{letter}'");
            }

            foreach (var prefix in ReservedPrefixes)
            {
                if (name.StartsWith(prefix, StringComparison.Ordinal))
                    throw new SchedulerException(SchedulerErrors.ReservedEnvironmentVariable, variable, name.ToString());
            }

            TextRules.NoNull(parameter, variable);
            total += variable.Length;
        }

        if (total > Limits.Environment)
            throw new SchedulerException(SchedulerErrors.ValueTooLong, parameter, parameter, total, Limits.Environment);
    }

    private static SchedulerException Invalid(string variable, string why) =>
        new(SchedulerErrors.InvalidEnvironmentVariable, variable, variable, why);
}
