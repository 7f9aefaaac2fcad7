using HpcScheduler.Core.Dispatch;

namespace HpcScheduler.Core.Policy;

/// <summary>What an environment variable may look like, and which names belong to the scheduler (scheduler reference, section 9).</summary>
internal static class EnvironmentRules
{
    /// <summary>The variable with the cluster's name, which administrators may change.</summary>
    public const string ClusterName = "CCP_CLUSTER_NAME";

    private const string OwnPrefix = "HPCSCHEDULER_";

    /// <summary>Splits name=value.</summary>
    public static KeyValuePair<string, string> Split(string variable)
    {
        var equals = variable.IndexOf('=', StringComparison.Ordinal);
        return new(variable[..equals], variable[(equals + 1)..]);
    }

    /// <summary>
    /// Checks a list of variables of a job or task. Names that begin as those of HPC Pack are taken, because users are to set them, but for those that the
    /// scheduler gives a value itself.
    /// </summary>
    /// <exception cref="SchedulerException">HpcInvalidEnvironmentVariable, HpcReservedEnvironmentVariable, HpcValueTooLong, HpcNullCharacter.</exception>
    public static void Check(string parameter, IReadOnlyList<string>? variables) => Check(parameter, variables, IsOwn);

    /// <summary>
    /// The variables of all tasks after a change. Administrators may set any name that the scheduler does not give a value itself, among them
    /// those of HPC Pack as CCP_MPI_NETMASK.
    /// </summary>
    /// <param name="present">The variables as they are.</param>
    /// <param name="changes">name=value sets one, name= takes it away.</param>
    /// <exception cref="SchedulerException">As <see cref="Check(string, IReadOnlyList{string}?)"/>.</exception>
    public static IReadOnlyList<string> Change(IReadOnlyList<string> present, IReadOnlyList<string> changes)
    {
        const string Parameter = "Environment";
        Check(Parameter, changes, name => name != ClusterName && IsOwn(name));
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in present.Concat(changes).Select(Split))
            variables[name] = value;
        List<string> changed = [.. variables.Where(variable => variable.Value.Length > 0).Select(variable => $"{variable.Key}={variable.Value}")];
        Check(Parameter, changed, _ => false);
        return changed;
    }

    /// <summary>The variables of a job or task after a change: those that are said are set or, with an empty value, taken away; others stay.</summary>
    /// <param name="present">The variables as they are; null for none.</param>
    /// <param name="changes">name=value sets one, name= takes it away; null changes nothing.</param>
    public static IReadOnlyList<string>? Merge(IReadOnlyList<string>? present, IReadOnlyList<string>? changes)
    {
        if (changes is null)
            return present;
        var variables = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in (present ?? []).Select(Split))
            variables[name] = value;
        foreach (var (name, value) in changes.Select(Split))
        {
            if (value.Length > 0)
                variables[name] = value;
            else
                variables.Remove(name);
        }

        return [.. variables.Select(variable => $"{variable.Key}={variable.Value}")];
    }

    private static void Check(string parameter, IReadOnlyList<string>? variables, Func<string, bool> isReserved)
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

            if (isReserved(variable[..equals]))
                throw new SchedulerException(SchedulerErrors.ReservedEnvironmentVariable, variable, variable[..equals]);

            TextRules.NoNull(parameter, variable);
            total += variable.Length;
        }

        CheckLength(parameter, total);
    }

    /// <summary>Refuses variables that are too long together.</summary>
    /// <exception cref="SchedulerException">HpcValueTooLong.</exception>
    public static void CheckLength(string parameter, IReadOnlyList<string>? variables) => CheckLength(parameter, variables?.Sum(variable => variable.Length) ?? 0);

    private static void CheckLength(string parameter, int total)
    {
        if (total > Limits.Environment)
            throw new SchedulerException(SchedulerErrors.ValueTooLong, parameter, parameter, total, Limits.Environment);
    }

    private static bool IsOwn(string name) => name.StartsWith(OwnPrefix, StringComparison.Ordinal) || AttemptPlan.OwnNames.Contains(name);

    private static SchedulerException Invalid(string variable, string why) =>
        new(SchedulerErrors.InvalidEnvironmentVariable, variable, variable, why);
}
