namespace HpcScheduler;

/// <summary>What a node suffers from (cmdlets reference, section 8.3; the numbers are ours).</summary>
public enum NodeHealth : long
{
    /// <summary>Nothing.</summary>
    OK = 0,

    /// <summary>It does not answer.</summary>
    Unreachable = 1,

    /// <summary>Nothing; it is on its way to another state.</summary>
    OngoingOperation = 2,

    /// <summary>A test of it failed.</summary>
    DiagnosticFailed = 3,

    /// <summary>It could not be set up.</summary>
    ProvisioningFailed = 4,
}
