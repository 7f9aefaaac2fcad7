namespace HpcScheduler.Execution.Local.Unix;

/// <summary>
/// The rights of a user on files, for the thread that takes them, until it gives them back: what the user may not open, root does not open for
/// the user. Nothing is awaited meanwhile.
/// </summary>
public readonly unsafe ref struct OwnerRights
{
    private readonly uint[]? _groups;

    private OwnerRights(uint[] groups) => _groups = groups;

    /// <summary>Takes the rights of a user.</summary>
    /// <param name="owner">The user; null: nothing is changed.</param>
    /// <exception cref="UnauthorizedAccessException">The host may not act for others.</exception>
    public static OwnerRights Of(Account? owner)
    {
        if (owner is null)
            return default;
        var groups = Libc.ThreadGroups();
        if (!Libc.TrySetThreadGroups([.. owner.Groups]))
            throw new UnauthorizedAccessException($"The host may not act for {owner.Name}: {Libc.LastErrorText}.");
        var rights = new OwnerRights(groups);
        _ = Libc.SetFileGroup(owner.GroupId);
        _ = Libc.SetFileUser(owner.UserId);
        // It says only who it was before: an impossible user changes nothing.
        if (Libc.SetFileUser(uint.MaxValue) == owner.UserId && Libc.SetFileGroup(uint.MaxValue) == owner.GroupId)
            return rights;
        rights.Dispose();
        throw new UnauthorizedAccessException($"The host may not act for {owner.Name}.");
    }

    /// <summary>Gives them back.</summary>
    public void Dispose()
    {
        if (_groups is null)
            return;
        _ = Libc.SetFileUser(Libc.EffectiveUser());
        _ = Libc.SetFileGroup(Libc.EffectiveGroup());
        if (!Libc.TrySetThreadGroups(_groups))
            Environment.FailFast("A thread could not give back the rights of a user.");
    }
}
