namespace HpcScheduler.Crash;

/// <summary>What docs/permissions.md says: the word in the row of a request and the column of a role.</summary>
internal static class RolePage
{
    /// <summary>The roles, as the columns of the page name them.</summary>
    public static readonly IReadOnlyList<UserRoles> Roles = [UserRoles.Administrator, UserRoles.JobAdministrator, UserRoles.JobOperator, UserRoles.User];

    /// <summary>The rows of the table with a head.</summary>
    public static IEnumerable<string> RowsBelow(string head) => File.ReadLines(Repository.Path("docs", "permissions.md"))
        .SkipWhile(line => !line.StartsWith(head, StringComparison.Ordinal)).Skip(2)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Trim('|', ' '));

    /// <summary>The words of each request, in the order of the roles.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Read()
    {
        var lines = File.ReadLines(Repository.Path("docs", "permissions.md"))
            .SkipWhile(line => !line.StartsWith("| Request | Administrator |", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|', ' ').Split(" | "))
            .ToList();
        Assert.Equal(Roles.Select(role => role.ToString()), lines[0][1..]);
        return lines.Skip(2).ToDictionary(cells => cells[0], cells => (IReadOnlyList<string>)cells[1..], StringComparer.Ordinal);
    }
}
