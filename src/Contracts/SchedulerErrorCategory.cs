namespace HpcScheduler;

/// <summary>The kind of an error. Each name is also one of PowerShell's ErrorCategory, so the cmdlets map by name.</summary>
public enum SchedulerErrorCategory
{
    /// <summary>The named thing does not exist.</summary>
    ObjectNotFound,

    /// <summary>It exists, but its state does not allow this.</summary>
    InvalidOperation,

    /// <summary>A value is not allowed.</summary>
    InvalidArgument,

    /// <summary>A value is too long or too many.</summary>
    LimitsExceeded,

    /// <summary>The caller may not do this.</summary>
    PermissionDenied,

    /// <summary>Something that is needed is missing or full.</summary>
    ResourceUnavailable,

    /// <summary>The host cannot be reached.</summary>
    ConnectionError,

    /// <summary>The time given was over.</summary>
    OperationTimeout,

    /// <summary>A file cannot be opened.</summary>
    OpenError,

    /// <summary>Stored data is not as it should be.</summary>
    InvalidData,

    /// <summary>Storing failed.</summary>
    WriteError,

    /// <summary>A fault of the scheduler itself.</summary>
    NotSpecified,
}
