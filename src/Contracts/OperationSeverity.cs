namespace HpcScheduler;

/// <summary>What a line of the log of an operation is.</summary>
public enum OperationSeverity : long
{
    /// <summary>It went wrong.</summary>
    Error = 1,

    /// <summary>Something is to be looked at.</summary>
    Warning = 2,

    /// <summary>Something was done.</summary>
    Information = 3,
}
