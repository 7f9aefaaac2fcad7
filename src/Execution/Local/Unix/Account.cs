namespace HpcScheduler.Execution.Local.Unix;

/// <summary>A user of the machine.</summary>
/// <param name="Name">The name.</param>
/// <param name="UserId">The number.</param>
/// <param name="GroupId">The number of the first group.</param>
/// <param name="Groups">The numbers of all groups, the first included.</param>
/// <param name="Home">The home folder, absolute.</param>
/// <param name="Shell">The login shell.</param>
public sealed record Account(string Name, uint UserId, uint GroupId, IReadOnlyList<uint> Groups, string Home, string Shell);
