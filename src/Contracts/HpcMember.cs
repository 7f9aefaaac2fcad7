namespace HpcScheduler;

/// <summary>A user who may use the scheduler.</summary>
public sealed record HpcMember : HpcObject
{
    /// <summary>The name of the user on the scheduler's machine.</summary>
    public required string Name { get; init; }

    /// <summary>What the user may do: one role, or several together.</summary>
    public required UserRoles Role { get; init; }

    /// <summary>
    /// Whether the scheduler itself makes the user an administrator, as it does with whom it belongs to and with root. Such a member cannot be
    /// removed.
    /// </summary>
    public bool IsFixed { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
