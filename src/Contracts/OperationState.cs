namespace HpcScheduler;

/// <summary>How far a change to a node is (cmdlets reference, section 7.4; the numbers are ours). Here it is one of the first four; filters may name all.</summary>
public enum OperationState : long
{
    /// <summary>It is under way.</summary>
    Executing = 0,

    /// <summary>It is done.</summary>
    Committed = 1,

    /// <summary>It is being taken back.</summary>
    Reverting = 2,

    /// <summary>It was taken back.</summary>
    Reverted = 3,

    /// <summary>It could not be done.</summary>
    FailedToExecute = 4,

    /// <summary>It could not be taken back.</summary>
    FailedToRevert = 5,

    /// <summary>It has not been begun.</summary>
    Editable = 6,

    /// <summary>It was put away.</summary>
    Archived = 7,

    /// <summary>It was removed.</summary>
    Deleted = 8,

    /// <summary>As FailedToExecute.</summary>
    Failed = FailedToExecute,
}
