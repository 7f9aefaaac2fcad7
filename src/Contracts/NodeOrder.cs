namespace HpcScheduler;

/// <summary>
/// Which nodes come first: one or two of Cores, -Cores, Memory and -Memory, of different kinds. Without a minus the nodes that have most
/// come first.
/// </summary>
public static class NodeOrder
{
    private static readonly string[] Words = ["Cores", "-Cores", "Memory", "-Memory"];

    /// <summary>Reads what a user gave, in letters of either case, several with commas between in one text or in several.</summary>
    /// <returns>The words as they are spelled here.</returns>
    /// <exception cref="SchedulerException"><see cref="SchedulerErrors.InvalidOrderBy"/> for anything else.</exception>
    public static IReadOnlyList<string> Parse(IReadOnlyList<string> texts)
    {
        var order = texts.SelectMany(NameList.Items)
            .Select(item => Words.FirstOrDefault(word => word.Equals(item, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        if (order.Count is 1 or 2 && !order.Contains(null) && order.DistinctBy(word => word!.TrimStart('-')).Count() == order.Count)
            return order!;
        var text = string.Join(',', texts);
        throw new SchedulerException(SchedulerErrors.InvalidOrderBy, text, text);
    }
}
