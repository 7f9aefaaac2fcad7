namespace HpcScheduler.Core.Policy;

/// <summary>What somebody may do with a scheduler because of whose its folder is. docs/permissions.md has the same rows.</summary>
/// <param name="Who">Who asks.</param>
/// <param name="MayStart">Whether that user may start a host there: it runs tasks as whoever starts it.</param>
/// <param name="Role">The role at a host that runs; null where the members say, or nobody does.</param>
public sealed record FolderRow(FolderUser Who, bool MayStart, UserRoles? Role)
{
    /// <summary>The rows.</summary>
    public static readonly IReadOnlyList<FolderRow> Table =
    [
        new(FolderUser.Owner, true, UserRoles.Administrator),
        new(FolderUser.Root, false, UserRoles.Administrator),
        new(FolderUser.Member, false, null),
        new(FolderUser.Other, false, null),
    ];

    /// <summary>The row of somebody.</summary>
    public static FolderRow Of(FolderUser who) => Table.Single(row => row.Who == who);
}

/// <summary>Who somebody is to a scheduler's folder.</summary>
public enum FolderUser
{
    /// <summary>The user whose folder it is; for the machine's scheduler that is root.</summary>
    Owner,

    /// <summary>Root, where the folder is another's.</summary>
    Root,

    /// <summary>Who was added as a member.</summary>
    Member,

    /// <summary>Everybody else.</summary>
    Other,
}
