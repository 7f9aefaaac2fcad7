namespace HpcScheduler;

/// <summary>Whether users may log on with a certificate.</summary>
public enum HpcSoftCardPolicy : long
{
    /// <summary>They may not.</summary>
    Disabled = 0,

    /// <summary>They may.</summary>
    Allowed = 1,

    /// <summary>They must.</summary>
    Required = 2,
}
