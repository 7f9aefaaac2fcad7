namespace HpcScheduler.Cmdlets;

/// <summary>How many a user asked for, and of what.</summary>
/// <param name="Unit">What is counted.</param>
/// <param name="Count">How many.</param>
internal readonly record struct UnitCount(JobUnitType Unit, ResourceCount Count)
{
    /// <summary>The one count that was given; null if none was.</summary>
    /// <param name="parse">Reads the text of a parameter.</param>
    /// <param name="texts">What was given for each unit.</param>
    /// <exception cref="SchedulerException"><see cref="SchedulerErrors.UnitContradiction"/> for two, and what the parser throws.</exception>
    public static UnitCount? Read(Func<string, string, ResourceCount> parse, params (JobUnitType Unit, string? Text)[] texts)
    {
        var given = texts.Where(text => text.Text is not null).ToList();
        if (given.Count == 0)
            return null;
        if (given.Count > 1)
            throw new SchedulerException(SchedulerErrors.UnitContradiction, given[1].Text, Parameter(given[0].Unit), Parameter(given[1].Unit));
        return new(given[0].Unit, parse(given[0].Text!, Parameter(given[0].Unit)));
    }

    private static string Parameter(JobUnitType unit) => $"Num{unit}s";
}
