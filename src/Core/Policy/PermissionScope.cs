namespace HpcScheduler.Core.Policy;

/// <summary>How far a role may send a request; a greater value is more.</summary>
public enum PermissionScope
{
    /// <summary>Not at all.</summary>
    Refused,

    /// <summary>About jobs of one's own.</summary>
    OwnJobs,

    /// <summary>About everything.</summary>
    Allowed,
}
